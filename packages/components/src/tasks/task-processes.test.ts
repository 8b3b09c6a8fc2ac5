import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { TaskCrash, TaskProcesses, TaskTimeout } from "./task-processes.ts";
import type { Waiting } from "./turns.ts";

vi.setConfig({ testTimeout: 60_000 });

interface Act {
  readonly act: string;
}

/** Processes that do what the task says, one at a time. */
function open({ idleMs = 60_000, timeLimitMs = 60_000 } = {}): (act: string, waiting?: Waiting) => Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "task-processes-"));
  const filename = join(folder, "entry.mjs");
  writeFileSync(
    filename,
    `process.on("message", ({ act }) => {
      if (act === "loop") for (;;);
      if (act === "exit") process.exit(3);
      if (act === "throw") throw new Error("thrown");
      if (act === "fill") for (const all = []; ; ) all.push(new Array(100_000).fill(1));
      process.send(act === "pid" ? String(process.pid) : act);
      if (act === "leave") process.exit();
    });`,
  );
  const file = { filename, execArgv: [] };
  const made = new TaskProcesses<Act, string>({ file, processes: 1, timeLimitMs, heapMb: 32, idleMs });
  onTestFinished(() => {
    made.close();
    rmSync(folder, { recursive: true });
  });
  return (act, waiting) => made.run({ act }, waiting);
}

it("a task that never ends costs its time, and those who wait have their turn", async () => {
  const run = open({ timeLimitMs: 2000 });
  const looping = run("loop");
  const waiting = [run("a"), run("b")];
  await expect(looping).rejects.toThrow(TaskTimeout);
  expect(await Promise.all(waiting)).toEqual(["a", "b"]);
});

it("a task that nobody wants any longer gives its place on, whether it goes on or waits", async () => {
  const run = open();
  const first = await run("pid");
  const controllers = [new AbortController(), new AbortController()];
  const unwanted = controllers.map(({ signal }) => run("loop", { signal }));
  const wanted = run("pid");
  for (const controller of controllers) controller.abort(new Error("cancelled"));
  for (const one of unwanted) await expect(one).rejects.toThrow("cancelled");
  expect(await wanted).not.toBe(first);
  await expect.poll(() => isAlive(Number(first))).toBe(false);
});

it("a task that ends its process ends by itself", async () => {
  const run = open();
  for (const act of ["exit", "throw", "fill"]) await expect(run(act), act).rejects.toThrow(TaskCrash);
  expect(await run("leave")).toBe("leave");
  expect(await run("a").catch(() => run("a"))).toBe("a");
});

it("a process is kept for the next task, for a while", async () => {
  const run = open();
  expect(await run("pid")).toBe(await run("pid"));
  const brief = open({ idleMs: 1 });
  const first = Number(await brief("pid"));
  await expect.poll(() => isAlive(first)).toBe(false);
  expect(await brief("a")).toBe("a");
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it("a file that a bundle left out is told", async () => {
  const file = { filename: "/nowhere.js", execArgv: [] };
  const missing = new TaskProcesses<Act, string>({ file, processes: 1, timeLimitMs: 1000, heapMb: 32, idleMs: 1 });
  await expect(missing.run({ act: "a" })).rejects.toThrow(/keep the package vitrine out of the bundle/);
});
