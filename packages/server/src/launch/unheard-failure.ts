/**
 * Prints an error in one line and ends the process with 1 where nobody handles the rejection that carries it: the
 * script of a beginner does not await `launch()`, and a dump of Node's own frames would hide the sentence.
 */
export function reportIfUnheard(error: unknown, print: (text: string) => void): void {
  const onUnhandled = (reason: unknown): void => {
    // A listener takes all rejections from Node: give those of others back.
    if (reason !== error) throw reason;
    print(error instanceof Error ? error.message : String(error));
    process.exit(1);
  };
  process.on("unhandledRejection", onUnhandled);
  // Rejections that nobody handled are told before the next turn but one.
  setImmediate(() => setImmediate(() => process.off("unhandledRejection", onUnhandled)));
}
