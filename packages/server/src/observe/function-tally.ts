import type { ErrorCode } from "@vitrine/protocol";
import type { FunctionDescription } from "../app-model/description.ts";
import { Histogram, sizeBounds, timeBounds } from "./histogram.ts";
import { Recent } from "./recent.ts";

/** The parts of a function's description that are shown. */
export type TalliedFunction = Pick<FunctionDescription, "id" | "label" | "group" | "batch">;

/** What was counted of one function, since the start and of late. */
export class FunctionTally {
  readonly fn: TalliedFunction;
  /** Calls that wait now. */
  waiting = 0;
  /** Runs that have not ended; a batch is one. */
  running = 0;
  accepted = 0;
  done = 0;
  cancelled = 0;
  readonly errors: Map<ErrorCode, number> = new Map();
  readonly refusals: Map<ErrorCode, number> = new Map();
  /** Milliseconds from acceptance to start. */
  readonly wait: Histogram = new Histogram(timeBounds);
  /** Milliseconds from start to end. */
  readonly run: Histogram = new Histogram(timeBounds);
  readonly batches: Histogram = new Histogram(sizeBounds);
  readonly recent: Recent = new Recent();

  constructor(fn: TalliedFunction) {
    this.fn = fn;
  }

  get failed(): number {
    let sum = 0;
    for (const count of this.errors.values()) sum += count;
    return sum;
  }
}

/** The name of a group for people: the id that its functions share, else the function's own. */
export function groupName({ group, label }: Pick<FunctionDescription, "group" | "label">): string {
  const shared = "shared ";
  return group.startsWith(shared) ? group.slice(shared.length) : label;
}
