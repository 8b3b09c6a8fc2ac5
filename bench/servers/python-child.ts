import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ServerProcess } from "./child.ts";

/** Starts a Python server of this folder, by name, with the interpreter of an environment. */
export async function startPythonServer(python: string, name: string): Promise<ServerProcess> {
  const child = spawn(python, [fileURLToPath(new URL(`${name}.py`, import.meta.url))], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${name}.py ended without an answer.`);
      // Gradio prints lines of its own.
      if (value.startsWith("{")) return JSON.parse(value) as T;
    }
  };
  const { url } = await next<{ url: string }>();
  return {
    url,
    cpuMs: async () => {
      child.stdin.write("cpu\n");
      return (await next<{ cpuMs: number }>()).cpuMs;
    },
    stop: async () => {
      const exit = once(child, "exit");
      child.kill();
      await exit;
    },
  };
}
