import { createServer } from "node:http";
import { expect, it } from "vitest";
import { Interface } from "./interface.ts";

function demo(): Interface<"text", "text"> {
  return new Interface({ inputs: "text", outputs: "text", apiVisibility: "undocumented", fn: (text) => text });
}

// A launch starts a thread, which takes seconds on a busy machine.
const patience = 30_000;

it(
  "runs once at a time, and its queue stays as it is while it runs",
  async () => {
    const app = demo();
    const starting = app.launch({ port: 0, quiet: true });
    await expect(app.launch({ port: 0, quiet: true })).rejects.toThrow("launch(): the app is starting already");
    const running = await starting;
    await expect(app.launch({ port: 0, quiet: true })).rejects.toThrow(`the app runs already at ${running.url}`);
    expect(() => app.queue({ maxSize: 1 })).toThrow(`queue(): the app runs already at ${running.url}`);
    await running.close();
    expect(app.queue({ maxSize: 1 })).toBe(app);
  },
  patience,
);

it(
  "may be launched again after a launch that failed",
  async () => {
    const app = demo();
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, "127.0.0.1", resolve));
    const { port } = taken.address() as { port: number };
    await expect(app.launch({ port, quiet: true })).rejects.toThrow(String(port));
    await expect(app.launch({ port: -1, quiet: true })).rejects.toThrow("launch(): port must be");
    await new Promise((resolve) => taken.close(resolve));
    const running = await app.launch({ port, quiet: true });
    expect(running.url).toContain(String(port));
    await running.close();
  },
  patience,
);
