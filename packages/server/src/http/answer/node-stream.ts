import type { ServerResponse } from "node:http";
import type { Boundary } from "../../faults/boundary.ts";
import type { SendOptions } from "../../context/sink.ts";
import type { EventStream } from "./open-stream.ts";
import { takenBytes } from "../../budgets/bytes-taken.ts";

// Long enough for the answer of a quick function, far too short to be seen.
const companyMs = 3;

/**
 * A stream of events on Node's response. What is said in one turn leaves in one write, and the head waits some
 * milliseconds for the first words: an answer that is whole by then leaves as one piece of known length.
 */
export class NodeStream implements EventStream {
  readonly #outgoing: ServerResponse;
  readonly #head: Readonly<Record<string, string>>;
  readonly #boundary: Boundary;
  readonly #flush: () => void;
  #text = "";
  #waiting: (() => void)[] | null = null;
  #begun = false;
  #ended = false;
  #soon: NodeJS.Timeout | null = null;
  #now = false;

  constructor(outgoing: ServerResponse, head: Readonly<Record<string, string>>, boundary: Boundary) {
    this.#outgoing = outgoing;
    this.#head = head;
    this.#boundary = boundary;
    this.#flush = boundary.wrap(
      () => this.#write(),
      () => this.destroy(),
    );
    outgoing.on("error", () => outgoing.destroy());
    this.#flushLater(false);
  }

  get unsent(): number {
    return this.#outgoing.writableLength + this.#text.length;
  }

  get taken(): number {
    const { socket } = this.#outgoing;
    return socket === null ? 0 : takenBytes(socket);
  }

  send(text: string, options?: SendOptions): void {
    if (this.#ended || this.#outgoing.destroyed) return;
    this.#text += text;
    if (options?.done !== undefined) (this.#waiting ??= []).push(options.done);
    this.#flushLater(options?.urgent ?? true);
  }

  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#flushLater(true);
  }

  destroy(): void {
    this.#outgoing.destroy();
  }

  onClose(listener: () => void): void {
    const tell = this.#boundary.wrap(listener);
    // Whoever left while it was found out who asks is told of, too.
    if (this.#outgoing.closed) process.nextTick(tell);
    else this.#outgoing.once("close", tell);
  }

  #flushLater(urgent: boolean): void {
    if (this.#now) return;
    if (urgent) {
      this.#now = true;
      // Behind the microtasks of this turn: the last words and the end of a stream belong into one write.
      process.nextTick(queueMicrotask, this.#flush);
    } else this.#soon ??= setTimeout(this.#flush, companyMs);
  }

  #write(): void {
    const outgoing = this.#outgoing;
    if (this.#soon !== null) clearTimeout(this.#soon);
    this.#soon = null;
    this.#now = false;
    const text = this.#text;
    this.#text = "";
    const waiting = this.#waiting;
    this.#waiting = null;
    if (outgoing.destroyed) return;
    const done =
      waiting === null
        ? undefined
        : (): void => {
            if (outgoing.destroyed) return;
            for (const tell of waiting) this.#boundary.run(tell, () => this.destroy());
          };
    if (!this.#begun) {
      this.#begun = true;
      const head = this.#ended ? { "content-length": Buffer.byteLength(text), ...this.#head } : this.#head;
      outgoing.writeHead(200, head);
    }
    if (this.#ended) outgoing.end(text, done);
    else if (text === "" && done === undefined) outgoing.flushHeaders();
    else outgoing.write(text, done);
  }
}
