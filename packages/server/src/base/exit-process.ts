import type { Clock } from "../clock/clock.ts";

// As long as the listeners of `exit` may take: the visitors' farewell, the removal of files.
const longestMs = 2_000;

/**
 * Ends the process from a worker thread, where `process.exit` ends that thread alone: has the main thread call it, also in
 * the middle of a loop, which it can be asked for as by a debugger. Where it stands still in native code the process is killed.
 */
export async function exitProcess(code: number, clock: Clock): Promise<void> {
  clock.after(longestMs, () => process.kill(process.pid, "SIGKILL"));
  const { Session } = await import("node:inspector");
  const session = new Session();
  session.connectToMainThread();
  session.post("Runtime.evaluate", { expression: `process.exit(${Math.trunc(code)})` });
}
