import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it, vi } from "vitest";

vi.setConfig({ testTimeout: 60_000 });

const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx/esm")).href;
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "process-watch-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Starts a process that runs some code beside a watch. */
function start(code: string): ChildProcess {
  const file = join(folder, `${code.length}.mts`);
  const watch = new URL("process-watch.ts", import.meta.url).href;
  writeFileSync(
    file,
    `import { ProcessWatch } from ${JSON.stringify(watch)};\nconst watch = new ProcessWatch();\n${code}`,
  );
  return fork(file, { execArgv: ["--import", loader], stdio: ["ignore", "inherit", "inherit", "ipc"] });
}

const gigabyte = 1_000_000_000;

it("ends a process that is busy for longer than its task may take", async () => {
  const child = start(`watch.begin({ memory: ${gigabyte}, ms: 1 });\nfor (;;);`);
  expect(await once(child, "exit")).toEqual([null, "SIGKILL"]);
});

it("ends a process that holds more than its task may, outside of the heap", async () => {
  const child = start(
    `watch.begin({ memory: ${gigabyte / 5}, ms: 60_000 });\nfor (const all = []; ; ) all.push(new Uint8Array(1e6).fill(1));`,
  );
  expect(await once(child, "exit")).toEqual([null, "SIGTERM"]);
});

it("leaves a process alone whose tasks end", async () => {
  const child = start(`watch.begin({ memory: 1, ms: 0 });\nwatch.end();\nsetTimeout(() => process.exit(7), 500);`);
  expect(await once(child, "exit")).toEqual([7, null]);
});

it("ends a busy process whose parent is gone", async () => {
  const middle = start(
    `import { fork } from "node:child_process";
    if (process.argv[2] === "busy") for (process.send("busy"); ; );
    const child = fork(process.argv[1], ["busy"]);
    child.on("message", () => process.send(child.pid));`,
  );
  const [pid] = (await once(middle, "message")) as [number];
  middle.kill("SIGKILL");
  await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false);
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
