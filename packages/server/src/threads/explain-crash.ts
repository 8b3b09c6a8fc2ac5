import { printError } from "../base/print-error.ts";

/** Why a thread ended: for its visitor, and for the operator. */
export interface CrashReason {
  /** The end of a sentence: "its thread …". */
  readonly visitor: string;
  readonly operator: string;
  /** The text of an error, which visitors see only where the app shows errors. */
  readonly hidden: string;
}

/** What the pool says of a thread that ended under its task, in words. */
export function explainCrash(error: unknown): CrashReason {
  const { code, message } = error as Partial<NodeJS.ErrnoException>;
  if (code === "ERR_WORKER_OUT_OF_MEMORY") {
    const what = "ran out of memory";
    return { visitor: what, operator: `${what}: its heap is full`, hidden: "" };
  }
  const exit = /^worker exited with code: (\d+)$/.exec(message ?? "")?.[1];
  if (exit !== undefined) {
    const what = `ended with exit code ${exit}`;
    return { visitor: what, operator: `${what}, as process.exit(${exit}) does in a thread`, hidden: "" };
  }
  const what = "was ended by an error that nothing caught";
  return { visitor: what, operator: `${what}: ${printError(error)}`, hidden: message ?? "" };
}
