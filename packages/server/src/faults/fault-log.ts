import type { LogLine } from "../base/log-line.ts";
import type { Clock } from "../clock/clock.ts";
import { printError } from "../base/print-error.ts";

/** Takes a fault of our own. */
export type FaultLog = (error: unknown) => void;

const mostAtOnce = 5;
const everyMs = 1000;

/**
 * Writes faults of the server with their stacks: five a second, and of what comes beyond them how many there were. A fault
 * that comes with every request must not fill a disk.
 */
export function createFaultLog(log: (line: LogLine) => void, clock: Clock): FaultLog {
  let told = 0;
  let untold = 0;
  let last: unknown = null;
  const write = (text: string): void => log({ level: "error", text });
  const nextSecond = (): void => {
    if (untold > 0)
      write(`${untold} more faults in the server within a second, all survived. The last: ${print(last)}`);
    const goesOn = untold > 0;
    told = 0;
    untold = 0;
    last = null;
    if (goesOn) begin();
  };
  const begin = (): void => {
    told += 1;
    clock.after(everyMs, nextSecond);
  };
  return (error) => {
    if (told === 0) begin();
    else if (told < mostAtOnce) told += 1;
    else {
      untold += 1;
      last = error;
      return;
    }
    write(`A fault in the server, survived: ${print(error)}`);
  };
}

// An error's text may hold what a visitor sent.
function print(error: unknown): string {
  const text = printError(error);
  return text.length > 10_000 ? `${text.slice(0, 10_000)} …` : text;
}
