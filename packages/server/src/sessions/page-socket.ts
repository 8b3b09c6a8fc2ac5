import type { ClientMessage } from "@vitrine/protocol";
import type { Connection } from "../calls/connection.ts";
import { Listener } from "../calls/listener.ts";
import type { Visitor } from "../context/visitor.ts";
import type { Session } from "../calls/session.ts";

const pingEveryMs = 20_000;
const stalledMs = 30_000;

type LaterMessage = Exclude<ClientMessage, { msg: "hello" }>;

/** One socket: who is there, whether it still lives, and the session that it has taken. */
export class Peer {
  readonly connection: Connection;
  visitor: Visitor;
  readonly listener: Listener;
  readonly openedAt: number;
  /** Ends the connection, by a fault of ours. */
  readonly fail = (): void => this.connection.close(1011, "fault");
  session: Session | null = null;
  /** Whether it has said hello; its session may still be looked for. */
  greeted = false;
  /** Who waits to hear whether this one still answers. */
  readonly asking: { alive: () => void; gone: () => void }[] = [];
  /** What came while it was found out who is there; null when that is known. */
  #early: LaterMessage[] | null = null;
  #pingedAt: number;
  #answered = true;
  #unsent = 0;
  #taken = 0;

  constructor(options: { connection: Connection; visitor: Visitor; unsentLimit: number; now: number }) {
    this.connection = options.connection;
    this.visitor = options.visitor;
    this.listener = new Listener(options.connection, options.unsentLimit);
    this.openedAt = options.now;
    this.#pingedAt = options.now;
  }

  /** Who is there is known now or later; `go` gets what came in between. */
  identify(visitor: Visitor | Promise<Visitor>, go: (early: readonly LaterMessage[]) => void): void | Promise<void> {
    if (visitor instanceof Promise) return this.#identifyLater(visitor, go);
    this.visitor = visitor;
    return go([]);
  }

  /** Keeps a message until it is known who is there; gives whether that was needed. */
  keep(message: LaterMessage): boolean {
    this.#early?.push(message);
    return this.#early !== null;
  }

  /** Something was heard from the other side in answer to a ping. */
  heard(): void {
    this.#answered = true;
    for (const { alive } of this.asking.splice(0)) alive();
  }

  /** Lets go whoever has said no hello within `helloMs`, or is there no more. Ask regularly. */
  look(now: number, helloMs: number): void {
    if (!this.greeted && now - this.openedAt >= helloMs) this.connection.close(1008, "no hello");
    else if (!this.#alive(now)) this.connection.terminate();
  }

  /** Whether the other side is there; pings it when it is time. */
  #alive(now: number): boolean {
    if (this.listener.stalled(now, stalledMs)) return false;
    if (now - this.#pingedAt < pingEveryMs) return true;
    // A ping behind a long queue of bytes cannot be answered yet: there it is enough that bytes are taken.
    const taking = this.#unsent > 0 && this.connection.taken !== this.#taken;
    if (!this.#answered && !taking) return false;
    this.#pingedAt = now;
    this.#answered = false;
    this.#unsent = this.connection.unsent;
    this.connection.ping();
    // What leaves together with the ping says nothing of the other side.
    this.#taken = this.connection.taken;
    return true;
  }

  async #identifyLater(visitor: Promise<Visitor>, go: (early: readonly LaterMessage[]) => void): Promise<void> {
    const early: LaterMessage[] = [];
    this.#early = early;
    this.connection.pause();
    this.visitor = await visitor;
    this.#early = null;
    this.connection.resume();
    go(early);
  }
}
