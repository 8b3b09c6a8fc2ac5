/**
 * What runs in native code for one thread: whether to stop, and how many run. A thread that ends in the middle of such a
 * run takes the whole process with it, so whoever ends one stops them first. Shared memory, since no message gets through.
 */
export type NativeRuns = Int32Array;

const stopCell = 0;
const countCell = 1;
const longestWaitMs = 5_000;
const key = Symbol.for("vitrine.native-runs");

/** Those of this thread. Where it ends by itself, it waits until nothing runs, at most 5 s. */
export function nativeRuns(): NativeRuns {
  const holder = globalThis as unknown as Record<symbol, NativeRuns | undefined>;
  const known = holder[key];
  if (known !== undefined) return known;
  const runs = newNativeRuns();
  holder[key] = runs;
  process.on("exit", () => waitForNative(runs));
  return runs;
}

/** None yet. */
export function newNativeRuns(): NativeRuns {
  return new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
}

/** Whether a run may begin; `endNative` must follow then. */
export function beginNative(runs: NativeRuns): boolean {
  Atomics.add(runs, countCell, 1);
  if (Atomics.load(runs, stopCell) === 0) return true;
  endNative(runs);
  return false;
}

/** A run has ended. */
export function endNative(runs: NativeRuns): void {
  Atomics.sub(runs, countCell, 1);
  Atomics.notify(runs, countCell);
}

/** Lets no run begin any more; gives whether none is under way. */
export function stopNative(runs: NativeRuns): boolean {
  Atomics.store(runs, stopCell, 1);
  return Atomics.load(runs, countCell) === 0;
}

function waitForNative(runs: NativeRuns): void {
  const end = performance.now() + longestWaitMs;
  for (let left = longestWaitMs; !stopNative(runs) && left > 0; left = end - performance.now()) {
    Atomics.wait(runs, countCell, Atomics.load(runs, countCell), left);
  }
}
