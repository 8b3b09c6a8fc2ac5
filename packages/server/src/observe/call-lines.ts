import type { TalliedFunction } from "./function-tally.ts";
import type { CallEnded, CallRefused, Lifecycle } from "../context/lifecycle.ts";

/** What the lines are made of. */
export interface CallLinesOptions {
  readonly lifecycle: Lifecycle;
  readonly functions: readonly TalliedFunction[];
  /** The time of day. */
  readonly time: () => Date;
  /** Takes one or more whole lines, without the last line break. */
  readonly write: (text: string) => void;
}

// Who holds a whole id may fetch the result; this much is enough to find the call again.
const idLength = 12;

/**
 * One line of JSON for every call that ended or was refused: who, what, how long and how, never an input, an output or
 * the text of an error. What one turn of the event loop ends is written together.
 */
export function writeCallLines({ lifecycle, functions, time, write }: CallLinesOptions): void {
  const labels = new Map(functions.map(({ id, label }) => [id, label]));
  let lines: string[] = [];
  const put = (line: object): void => {
    if (lines.length === 0) {
      setImmediate(() => {
        const text = lines.join("\n");
        lines = [];
        write(text);
      });
    }
    lines.push(JSON.stringify(line));
  };
  const head = ({ id, session, user, fn }: CallEnded | CallRefused): object => ({
    time: time().toISOString(),
    call: id.slice(0, idLength),
    session,
    user,
    endpoint: labels.get(fn) ?? null,
  });
  lifecycle.on("call-ended", (ended) => {
    const { status, waitMs, runMs, batchSize, error } = ended;
    const times = { waitMs: rounded(waitMs), runMs: runMs === null ? null : rounded(runMs) };
    put({ ...head(ended), status, ...times, batchSize, error });
  });
  lifecycle.on("call-refused", (refused) => {
    put({ ...head(refused), status: "refused", waitMs: 0, runMs: null, batchSize: 0, error: refused.reason });
  });
}

function rounded(ms: number): number {
  return Math.round(ms * 10) / 10;
}
