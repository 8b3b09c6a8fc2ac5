import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { Boundary } from "../../faults/boundary.ts";
import type { Connection } from "../../calls/connection.ts";
import type { SendOptions } from "../../context/sink.ts";
import type { Told } from "../../context/outgoing-message.ts";
import { takenBytes } from "../../budgets/bytes-taken.ts";

// Long enough for the answer of a quick function, far too short to be seen.
const companyMs = 3;
// More than this goes as a frame of its own: to join large texts costs more than a frame.
const mostTogether = 16 * 1024;

/**
 * One socket of a page. All messages of one turn leave as one frame, a list where they are several, and what is not
 * urgent leaves with the next that is.
 */
export class SocketConnection implements Connection {
  readonly #socket: WebSocket;
  readonly #stream: Socket;
  #texts: string[] = [];
  #size = 0;
  #waiting: (() => void)[] | null = null;
  #soon: NodeJS.Timeout | null = null;
  #now = false;
  readonly #flush: () => void;
  readonly #boundary: Boundary;

  constructor(socket: WebSocket, stream: Socket, boundary: Boundary) {
    this.#socket = socket;
    this.#stream = stream;
    this.#boundary = boundary;
    this.#flush = boundary.wrap(
      () => this.#send(),
      () => this.terminate(),
    );
  }

  get unsent(): number {
    return this.#socket.bufferedAmount + this.#size;
  }

  get taken(): number {
    return takenBytes(this.#stream);
  }

  send({ text, size }: Told, options?: SendOptions): void {
    if (this.#size + size > mostTogether) this.#send();
    this.#texts.push(text);
    this.#size += size;
    if (options?.done !== undefined) (this.#waiting ??= []).push(options.done);
    if (options?.urgent ?? true) this.#sendNow();
    else if (!this.#now) this.#soon ??= setTimeout(this.#flush, companyMs);
  }

  ping(): void {
    this.#send();
    this.#socket.ping();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(code: number, reason: string): void {
    this.#send();
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #sendNow(): void {
    if (this.#now) return;
    this.#now = true;
    process.nextTick(this.#flush);
  }

  #send(): void {
    if (this.#soon !== null) clearTimeout(this.#soon);
    this.#soon = null;
    this.#now = false;
    const texts = this.#texts;
    if (texts.length === 0) return;
    const waiting = this.#waiting;
    this.#texts = [];
    this.#size = 0;
    this.#waiting = null;
    const frame = texts.length === 1 ? texts[0]! : `[${texts.join(",")}]`;
    if (waiting === null) this.#socket.send(frame);
    else this.#socket.send(frame, () => this.#left(waiting));
  }

  #left(waiting: readonly (() => void)[]): void {
    if (this.#stream.destroyed) return;
    for (const tell of waiting) this.#boundary.run(tell, () => this.terminate());
  }
}
