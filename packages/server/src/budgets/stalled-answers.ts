import type { ServerResponse } from "node:http";
import type { Clock } from "../clock/clock.ts";
import { takenBytes } from "./bytes-taken.ts";

interface Watched {
  taken: number;
  since: number;
}

/** Answers of which bytes wait to be taken; one that takes nothing for too long is cut off with its connection. */
export class StalledAnswers {
  readonly #clock: Clock;
  readonly #stalledMs: number;
  readonly #answers = new Map<ServerResponse, Watched>();

  constructor(clock: Clock, stalledMs: number) {
    this.#clock = clock;
    this.#stalledMs = stalledMs;
  }

  /** Watches an answer until all of it is taken or its connection ends. */
  watch(outgoing: ServerResponse): void {
    if (outgoing.writableFinished || outgoing.destroyed || this.#answers.has(outgoing)) return;
    this.#answers.set(outgoing, { taken: takenOf(outgoing), since: this.#clock.now() });
    const forget = (): void => void this.#answers.delete(outgoing);
    outgoing.once("finish", forget).once("close", forget);
  }

  /** Cuts off whoever takes nothing. Ask regularly. */
  sweep(): void {
    const now = this.#clock.now();
    for (const [outgoing, watched] of this.#answers) {
      const taken = takenOf(outgoing);
      // Where nothing waits it is our turn, such as that of a stream of events with no news.
      if (taken !== watched.taken || outgoing.writableLength === 0) Object.assign(watched, { taken, since: now });
      else if (now - watched.since >= this.#stalledMs) outgoing.destroy();
    }
  }
}

function takenOf({ socket }: ServerResponse): number {
  return socket === null ? 0 : takenBytes(socket);
}
