import type { GatewayContext } from "../context/gateway-context.ts";
import type { Session } from "../calls/session.ts";
import type { Sessions } from "./sessions.ts";
import type { EventStream } from "../http/answer/open-stream.ts";

const beatMs = 15_000;

/**
 * Gradio's `/heartbeat`: streams by which clients say that they are there. A session with one is kept however long it does
 * nothing; the end of its last one starts its idle time, and ends it at once where it never called.
 */
export class Heartbeats {
  readonly #context: GatewayContext;
  readonly #sessions: Sessions;

  constructor(context: GatewayContext, sessions: Sessions) {
    this.#context = context;
    this.#sessions = sessions;
  }

  /** Beats until the client goes, or takes no byte of one beat before the next. */
  follow(session: Session, stream: EventStream): void {
    let stop: (() => void) | null = null;
    session.heartbeats += 1;
    const beat = (): void => {
      if (stream.unsent > 0) return stream.destroy();
      stream.send("data: ALIVE\n\n");
      stop = this.#context.clock.after(beatMs, beat);
    };
    stream.onClose(() => {
      stop?.();
      this.#closed(session);
    });
    beat();
  }

  #closed(session: Session): void {
    session.heartbeats -= 1;
    session.usedAt = this.#context.clock.now();
    if (session.heartbeats === 0 && !session.used) this.#sessions.drop(session);
  }
}
