import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { declarationOf } from "../apps/app.ts";
import type { AppDeclaration } from "../app-model/declaration.ts";
import { Interface, Textbox } from "../index.ts";
import { launchApp, launchDirect } from "./launch.ts";
import { visit } from "./test-visitor.ts";

// From its source a thread starts in a second, on a busy machine in several.
vi.setConfig({ testTimeout: 30_000 });

function shouting(): AppDeclaration {
  const app = new Interface({
    inputs: Textbox({ name: "text" }),
    outputs: Textbox({ name: "loud" }),
    fn: function* (text) {
      yield `${text}!`;
      yield `${text}!!`;
    },
  });
  return declarationOf(app);
}

describe.each([
  ["in its own thread", launchApp],
  ["on the same thread", launchDirect],
])("a gateway %s", (_, launch) => {
  it("carries a call from a socket to the function and back", async () => {
    const running = await launch(shouting(), { port: 0, quiet: true });
    onTestFinished(() => running.close());
    const visitor = await visit(running.url);
    const call = visitor.call(1, ["hey"]);
    const end = await visitor.until((message) => message.msg === "end" && message.call === call);
    expect(end).toMatchObject({ status: "done" });
    const values = visitor.messages.filter(({ msg }) => msg === "values" || msg === "edits");
    expect(values[0]).toMatchObject({ values: ["hey!"] });
    expect(values).toHaveLength(2);
  });

  it("serves the folders that it is told, and nothing that leads out of them", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "pub"));
    writeFileSync(join(folder, "pub", "a.txt"), "content");
    writeFileSync(join(folder, "secret.txt"), "secret");
    const running = await launch(shouting(), { port: 0, quiet: true, staticFiles: { "/pub/": join(folder, "pub") } });
    onTestFinished(() => running.close());
    expect(await (await fetch(`${running.url}/pub/a.txt`)).text()).toBe("content");
    expect((await fetch(`${running.url}/pub/..%2Fsecret.txt`)).status).toBe(404);
  });

  it("rejects with the port's name where it is taken, and leaves nothing", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const folder = temporaryFolder();
    const before = listeners();
    await expect(launch(shouting(), { port, quiet: true })).rejects.toThrow(String(port));
    expect(appFolders(folder)).toEqual([]);
    // Whether the rejection is heard is known after two turns.
    for (let turns = 0; turns < 3; turns += 1) await turn();
    expect(listeners()).toEqual(before);
  });

  it("closes once, sends 1001, and gives the process back", async () => {
    const before = listeners();
    const folder = temporaryFolder();
    const running = await launch(shouting(), { port: 0, quiet: true });
    const visitor = await visit(running.url);
    expect(listeners()).not.toEqual(before);
    expect(appFolders(folder)).toHaveLength(1);
    await Promise.all([running.close(), running.close()]);
    expect(await visitor.closed).toBe(1001);
    expect(listeners()).toEqual(before);
    expect(appFolders(folder)).toEqual([]);
    await expect(fetch(running.url)).rejects.toThrow(/fetch failed/);
  });
});

it("answers while two apps run in one process, and keeps the guard for the second", async () => {
  const before = listeners();
  const first = await launchApp(shouting(), { port: 0, quiet: true });
  const second = await launchApp(shouting(), { port: 0, quiet: true });
  onTestFinished(() => second.close());
  expect(listeners()).toEqual(before.map((count) => count + 1));
  await first.close();
  expect(listeners()).toEqual(before.map((count) => count + 1));
  expect((await fetch(`${second.url}/config`)).status).toBe(200);
});

function listeners(): number[] {
  const names = ["SIGINT", "SIGTERM", "uncaughtException", "unhandledRejection", "exit"];
  return names.map((name) => process.listenerCount(name));
}

/** A folder of this test's own for temporary files, because other tests launch apps at the same time. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "launch-test-"));
  vi.stubEnv("TMPDIR", folder);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  return folder;
}

/** Beside them tsx keeps its own there. */
function appFolders(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith("vitrine-"));
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
