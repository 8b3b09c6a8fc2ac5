import { launches } from "./launches.ts";
import { isProcessGuarded } from "./process-guard.ts";

/**
 * Prints an error in one line where nobody handles the rejection that carries it, and ends the process with 1 unless
 * another app runs in it or comes up, such as by `beside`: the script of a beginner does not await `launch()`, and a dump
 * of Node's own frames would hide the sentence.
 */
export function reportIfUnheard(
  error: unknown,
  print: (text: string) => void,
  beside: Promise<unknown> | null = null,
): void {
  const { failures, starting } = launches();
  if (beside !== null) void hold(beside, starting);
  const onUnhandled = (reason: unknown): void => {
    if (reason === error) {
      print(error instanceof Error ? error.message : String(error));
      void exitUnlessOneComesUp();
      return;
    }
    // A listener takes all rejections from Node: give those of others back, unless someone else listens, too.
    if (process.listenerCount("unhandledRejection") === 1) throw reason;
  };
  failures.add(error);
  process.on("unhandledRejection", onUnhandled);
  // Rejections that nobody handled are told before the next turn but one.
  inTwoTurns(() => {
    failures.delete(error);
    process.off("unhandledRejection", onUnhandled);
  });
}

async function hold(launch: Promise<unknown>, starting: Set<Promise<unknown>>): Promise<void> {
  starting.add(launch);
  await Promise.allSettled([launch]);
  starting.delete(launch);
}

async function exitUnlessOneComesUp(): Promise<void> {
  await Promise.allSettled(launches().starting);
  // What the others say of their own failures is still heard.
  inTwoTurns(() => isProcessGuarded() || process.exit(1));
}

function inTwoTurns(action: () => unknown): void {
  setImmediate(() => setImmediate(action));
}
