import { createRequire } from "node:module";

/** The signals that stop an app. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** The flag of Node that `hearStopSignals` needs in its thread. */
export const signalFlag = "--expose-internals";

const numbers: Readonly<Record<StopSignal, number>> = { SIGINT: 2, SIGTERM: 15 };

interface SignalHandle {
  onsignal: () => void;
  unref(): void;
  start(signal: number): number;
}

interface Internals {
  internalBinding(name: "signal_wrap"): { readonly Signal: new () => SignalHandle };
}

/**
 * Hears signals in a worker thread, beside whoever hears them on the main thread: where that one is held by a loop, nobody
 * else would. The system tells every loop of the process, only Node's `process.on` is the main thread's alone; so this
 * takes the handle behind it. Gives whether that works with this Node.
 */
export function hearStopSignals(heard: (signal: StopSignal) => void): boolean {
  const emitWarning = process.emitWarning.bind(process);
  try {
    // Node warns of everything that is internal.
    process.emitWarning = () => {};
    const internals = createRequire(import.meta.url)("internal/test/binding") as Internals;
    const { Signal } = internals.internalBinding("signal_wrap");
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      const handle = new Signal();
      handle.unref();
      handle.onsignal = () => heard(signal);
      handle.start(numbers[signal]);
    }
    return true;
  } catch {
    return false;
  } finally {
    process.emitWarning = emitWarning;
  }
}
