import type { Order } from "./order.ts";

/** A call in the engine's tables, from its submission to the end of its run. */
export interface QueuedCall {
  readonly id: string;
  readonly fn: number;
  readonly caller: string;
  /** Its place in the order: lowest first. */
  tag: number;
  /** Counts submissions; decides between equal tags. */
  readonly arrival: number;
  /** Milliseconds of the engine's clock. */
  readonly joinedAt: number;
  /** The run that holds it; null while it waits. */
  run: number | null;
  /** Waits, but is passed over at its turn. */
  held: boolean;
  aborted: boolean;
  /** Whether its cost is known. */
  weighed: boolean;
  /** What calls that share a batch have in common; null while that is not known, or where nobody asks. */
  key: string | null;
  /** Shares no batch: it runs a second time, and what happened to it shall not happen to others. */
  alone: boolean;
  /** The rank told last; -1 where the next position is news in any case. */
  toldRank: number;
  toldSize: number;
  toldAt: number;
}

/** The order inside a group: lowest tag first, then arrival. */
export const byTurn: Order<QueuedCall> = { first: ({ tag }) => tag, second: ({ arrival }) => arrival };

/** The order in which calls joined. */
export const byArrival: Order<QueuedCall> = { first: ({ arrival }) => arrival, second: () => 0 };
