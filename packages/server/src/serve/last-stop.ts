import { writeSync } from "node:fs";
import type { Gateway } from "../settings/gateway-settings.ts";
import type { Clock } from "../clock/clock.ts";
import type { StopSignal } from "./stop-signals.ts";

/** What the stop needs. */
export interface LastStopOptions {
  readonly gateway: Pick<Gateway, "drain" | "close">;
  readonly clock: Clock;
  /** Whether the main thread has begun to close the app. */
  readonly isClosing: () => boolean;
  /** Ends the process with a code. */
  readonly exit: (code: number) => void;
  /** Says one line to the operator without the main thread. */
  readonly print?: (text: string) => void;
}

const graceMs = 10_000;
// The main thread has the first word as long as it can speak.
const patienceMs = 250;
const farewellMs = 1_000;
const interruptMs = 250;

/**
 * Stops the app from the server's thread where the main thread is held and hears no signal: running calls have 10 s as
 * ever, then the process ends with 0; a second SIGINT ends it at once with 130. Gives what hears the signals.
 */
export function lastStop({
  gateway,
  clock,
  isClosing,
  exit,
  print = printError,
}: LastStopOptions): (signal: StopSignal) => void {
  let stopping = false;
  const after = (ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve));
  const stop = async (signal: StopSignal): Promise<void> => {
    await Promise.all([gateway.drain(graceMs), after(graceMs)]);
    // A main thread that answers has begun to end this one by then.
    await after(patienceMs);
    if (isClosing()) await after(graceMs);
    print(`The main thread is held and did not hear ${signal}: the app ends from its server's thread.`);
    await Promise.race([gateway.close(), after(farewellMs)]);
    exit(0);
  };
  return (signal) => {
    if (stopping && signal === "SIGINT") clock.after(interruptMs, () => exit(130));
    if (stopping) return;
    stopping = true;
    void stop(signal).catch(() => exit(1));
  };
}

function printError(text: string): void {
  try {
    writeSync(2, `${text}\n`);
  } catch {
    // The terminal was closed.
  }
}
