import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished, vi } from "vitest";
import type { ThreadTask } from "../settings/thread-settings.ts";
import { type ThreadPoolOptions, ThreadPool } from "./thread-pool.ts";

vi.setConfig({ testTimeout: 30_000 });

/** A pool whose threads do what the name in the task says, in place of serving an app. */
function open(options: Partial<ThreadPoolOptions> = {}): {
  pool: ThreadPool;
  run: (act: string, signal?: AbortSignal) => Promise<void>;
} {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-pool-"));
  const file = join(folder, "entry.mjs");
  writeFileSync(
    file,
    `export default async ({ kept: [act] }) => {
      if (act === "loop") for (;;);
      if (act === "exit") process.exit(3);
      if (act === "late") setTimeout(() => { throw new Error("late"); });
    };`,
  );
  const pool = new ThreadPool({
    maxThreads: 1,
    idleMs: 60_000,
    entry: { url: pathToFileURL(file), options: { execArgv: [] } },
    data: { app: { script: { argv: [], execArgv: [] } } } as unknown as ThreadPoolOptions["data"],
    onIdleCrash: () => {},
    ...options,
  });
  onTestFinished(async () => {
    await pool.close();
    rmSync(folder, { recursive: true });
  });
  const run = (act: string, signal = new AbortController().signal): Promise<void> =>
    pool.run(() => ({ task: { kept: [act] } as unknown as ThreadTask, transfer: [] }), signal);
  return { pool, run };
}

it("starts no thread before there is work, and keeps one for the next", async () => {
  const { pool, run } = open();
  expect(pool.size).toBe(0);
  await run("work");
  await run("work");
  expect(pool.size).toBe(1);
});

it("starts a thread for those who wait, after it has ended one", async () => {
  const { run } = open();
  const stop = new AbortController();
  const looping = run("loop", stop.signal);
  const waiting = [run("work"), run("work")];
  stop.abort();
  await expect(looping).rejects.toThrow("aborted");
  await Promise.all(waiting);
  await expect(run("exit")).rejects.toThrow("worker exited with code: 3");
  await run("work");
});

it("lets one who waits leave, and the next have its turn", async () => {
  const { run } = open();
  const [stop, leave] = [new AbortController(), new AbortController()];
  const looping = run("loop", stop.signal);
  const left = run("work", leave.signal);
  const last = run("work");
  leave.abort(new Error("left"));
  await expect(left).rejects.toThrow("left");
  stop.abort();
  await expect(looping).rejects.toThrow("aborted");
  await last;
});

it("never has more threads than it may", async () => {
  const { pool, run } = open({ maxThreads: 2 });
  let most = 0;
  const watched = async (): Promise<void> => {
    await run("work");
    most = Math.max(most, pool.size);
  };
  await Promise.all(Array.from({ length: 20 }, watched));
  expect(most).toBe(2);
});

it("ends a thread without work after a while", async () => {
  const { pool, run } = open({ idleMs: 20 });
  await run("work");
  await vi.waitFor(() => expect(pool.size).toBe(0), { timeout: 10_000 });
  await run("work");
});

it("tells what ended a thread that had no work", async () => {
  const crashed = new Promise<Error>((resolve) => {
    void open({ onIdleCrash: resolve }).run("late");
  });
  expect((await crashed).message).toBe("late");
});
