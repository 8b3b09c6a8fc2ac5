import { isProcessGuarded } from "./process-guard.ts";

/**
 * Prints an error in one line and ends the process with 1 where nobody handles the rejection that carries it: the
 * script of a beginner does not await `launch()`, and a dump of Node's own frames would hide the sentence.
 */
export function reportIfUnheard(error: unknown, print: (text: string) => void): void {
  // An app that runs already is worth more than the one that failed.
  if (isProcessGuarded()) return;
  const onUnhandled = (reason: unknown): void => {
    if (reason !== error) {
      // A listener takes all rejections from Node: give those of others back, unless someone else listens, too.
      if (process.listenerCount("unhandledRejection") === 1) throw reason;
      return;
    }
    print(error instanceof Error ? error.message : String(error));
    process.exit(1);
  };
  process.on("unhandledRejection", onUnhandled);
  // Rejections that nobody handled are told before the next turn but one.
  setImmediate(() => setImmediate(() => process.off("unhandledRejection", onUnhandled)));
}
