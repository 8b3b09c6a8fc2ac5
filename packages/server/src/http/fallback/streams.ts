import type { Connection, ConnectionEvents } from "../../calls/connection.ts";
import type { EventStream } from "../answer/open-stream.ts";

/** One page's connection by a stream of events and POSTs. */
export interface Link {
  /** Hears what the page posts; null while a message is still being taken: the order of messages is the order of POSTs. */
  take(): Taking | null;
}

/** One POST that is being taken. */
interface Taking {
  /** Resolves once the session hears again: at once unless it asked to wait. False when the link ended meanwhile. */
  ready(): Promise<boolean>;
  /** The message in whole; an empty one answers a ping. Ends the taking. */
  message(text: string): void;
  /** Ends the taking without a message and closes the link with a code of WebSocket. */
  fail(code: number, reason: string): void;
}

/** Links of pages that cannot open a WebSocket, each known by a secret of 128 random bits. */
export class Streams {
  readonly #links = new Map<string, Link>();
  readonly #randomId: () => string;

  constructor(randomId: () => string) {
    this.#randomId = randomId;
  }

  /** Begins a link on a stream, which is told its secret first. */
  open(stream: EventStream, connect: (connection: Connection) => ConnectionEvents): void {
    const id = this.#randomId();
    const waiting: (() => void)[] = [];
    let paused = false;
    let taking = false;
    let over = false;
    const wake = (): void => {
      for (const go of waiting.splice(0)) go();
    };
    const resume = (): void => {
      paused = false;
      wake();
    };
    stream.send(`event: link\ndata: ${id}\n\n`);
    const connection: Connection = {
      get unsent() {
        return stream.unsent;
      },
      get taken() {
        return stream.taken;
      },
      send: ({ text }, options) => stream.send(`data: ${text}\n\n`, options),
      ping: () => stream.send("event: ping\ndata:\n\n"),
      pause: () => {
        paused = true;
      },
      resume,
      close(code) {
        stream.send(`event: close\ndata: ${code}\n\n`);
        stream.end();
      },
      terminate: () => stream.destroy(),
    };
    const events = connect(connection);
    this.#links.set(id, {
      take() {
        if (taking) return null;
        taking = true;
        return {
          async ready() {
            if (paused && !over) await new Promise<void>((go) => waiting.push(go));
            return !over;
          },
          message(text) {
            taking = false;
            if (over) return;
            if (text === "") events.pong();
            else events.message(text);
          },
          fail(code, reason) {
            taking = false;
            if (!over) connection.close(code, reason);
          },
        };
      },
    });
    stream.onClose(() => {
      over = true;
      this.#links.delete(id);
      wake();
      events.closed();
    });
  }

  /** The link with this secret. */
  find(id: string): Link | undefined {
    return this.#links.get(id);
  }
}
