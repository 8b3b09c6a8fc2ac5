/** A call in the engine's tables, from its submission to the end of its run. */
export interface QueuedCall {
  readonly id: string;
  readonly fn: number;
  readonly caller: string;
  /** Its place in the order: lowest first. */
  readonly tag: number;
  /** Counts submissions; decides between equal tags. */
  readonly arrival: number;
  /** Milliseconds of the engine's clock. */
  readonly joinedAt: number;
  /** The run that holds it; null while it waits. */
  run: number | null;
  /** Waits, but is passed over at its turn. */
  held: boolean;
  aborted: boolean;
  /** The rank told last; -1 where the next position is news in any case. */
  toldRank: number;
  toldSize: number;
  toldAt: number;
}

/** The order inside a group: lowest tag first, then arrival. */
export function byTurn(left: QueuedCall, right: QueuedCall): number {
  return left.tag - right.tag || left.arrival - right.arrival;
}

/** The order in which calls joined. */
export function byArrival(left: QueuedCall, right: QueuedCall): number {
  return left.arrival - right.arrival;
}
