import type { CallerLimit } from "./caller-limit.ts";
import { SortedChunks } from "./order.ts";
import { byTurn, type QueuedCall } from "./queued-call.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/** What takes calls that wait, and gives them back. */
export interface CallSink {
  add(call: QueuedCall): void;
  remove(call: QueuedCall): void;
}

interface CallerQueue {
  readonly order: SortedChunks<QueuedCall>;
  /** How many of the first ones were let through. */
  through: number;
}

/**
 * Lets through, of each caller's waiting calls of one function, the first ones in the order of the turns: as many as may
 * start now. The others stand aside, so that whoever looks for the next run never meets them.
 */
export class CallerGate implements CallSink {
  readonly #limits: readonly CallerLimit[];
  readonly #next: CallSink;
  readonly #queues = new TurnoverMap<string, CallerQueue>();

  constructor(limits: readonly CallerLimit[], next: CallSink) {
    this.#limits = limits;
    this.#next = next;
  }

  /** Whether one more call of a caller would be let through. */
  isOpen(caller: string): boolean {
    return (this.#queues.get(caller)?.order.size ?? 0) < this.#room(caller);
  }

  add(call: QueuedCall): void {
    let queue = this.#queues.get(call.caller);
    if (queue === undefined) this.#queues.set(call.caller, (queue = { order: new SortedChunks(byTurn), through: 0 }));
    queue.order.add(call);
    if (queue.order.rank(call) < queue.through) {
      queue.through++;
      this.#next.add(call);
    }
    this.adjust(call.caller);
  }

  remove(call: QueuedCall): void {
    if (this.#drop(call)) this.#next.remove(call);
    this.adjust(call.caller);
  }

  /** A call that was let through starts; the limits know it already. */
  started(call: QueuedCall): void {
    this.#drop(call);
    this.adjust(call.caller);
  }

  /** Lets through or sets aside what a limit allows more or less of now. */
  adjust(caller: string): void {
    const queue = this.#queues.get(caller);
    if (queue === undefined) return;
    const target = Math.min(queue.order.size, this.#room(caller));
    while (queue.through > target) this.#next.remove(queue.order.at(--queue.through) as QueuedCall);
    while (queue.through < target) this.#next.add(queue.order.at(queue.through++) as QueuedCall);
  }

  /** Takes a call out of its queue; gives whether it had been let through. */
  #drop(call: QueuedCall): boolean {
    const queue = this.#queues.get(call.caller);
    if (queue === undefined) return false;
    const wasThrough = queue.order.rank(call) < queue.through;
    queue.order.remove(call);
    if (wasThrough) queue.through--;
    if (queue.order.size === 0) this.#queues.delete(call.caller);
    return wasThrough;
  }

  #room(caller: string): number {
    return Math.min(...this.#limits.map((limit) => limit.room(caller)));
  }
}
