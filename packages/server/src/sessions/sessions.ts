import { hash } from "node:crypto";
import { callNamedIn, parseClientMessage, type AppMark, type ClientMessage, type ErrorData } from "@vitrine/protocol";
import { SessionCrowd } from "../budgets/session-crowd.ts";
import { noReferences } from "../files/stored-file.ts";
import { askOldTab } from "./ask-old-tab.ts";
import type { CallArchive } from "../calls/call-archive.ts";
import type { Calls } from "../calls/calls.ts";
import type { Identify } from "../admission/identify-callers.ts";
import type { Connection, ConnectionEvents } from "../calls/connection.ts";
import { Farewells } from "./session-ends.ts";
import { jsonShapeOf } from "../budgets/limits.ts";
import type { GatewayContext } from "../context/gateway-context.ts";
import { elsewhere, expired, restarted } from "../calls/lost-calls.ts";
import { Peer } from "./page-socket.ts";
import { refuse } from "../calls/refuse.ts";
import type { Visitor } from "../context/visitor.ts";
import { Session } from "../calls/session.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/** What sessions are made of. */
export interface SessionsOptions {
  readonly context: GatewayContext;
  readonly calls: Calls;
  readonly archive: CallArchive;
  readonly identify: Identify;
  /** Pages are told which app answers. */
  readonly mark: AppMark;
}

const mostParting = 65_536;

type Hello = Extract<ClientMessage, { msg: "hello" }>;

/** Tabs and their sockets: who is who, who is still there, and who is forgotten. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #context: GatewayContext;
  readonly #calls: Calls;
  readonly #sessions = new TurnoverMap<string, Session>();
  readonly #peers = new Set<Peer>();
  readonly #farewells: Farewells;
  readonly #peerOf = new WeakMap<Connection, Peer>();
  readonly #programs: SessionCrowd<Session>;
  readonly #pages: SessionCrowd<Session>;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#context = options.context;
    this.#calls = options.calls;
    this.#farewells = new Farewells(options.context.postSoon);
    const { sessions, pageSessions, addressSessions: ofAddress } = options.context.settings.limits;
    this.#programs = new SessionCrowd({ most: sessions, ofAddress });
    this.#pages = new SessionCrowd({ most: pageSessions, ofAddress });
  }

  /** A new socket; gives who hears it. */
  open(connection: Connection, visitor: Visitor): ConnectionEvents {
    const { clock, settings, boundary } = this.#context;
    const peer = new Peer({ connection, visitor, unsentLimit: settings.limits.unsent, now: clock.now() });
    this.#peers.add(peer);
    this.#peerOf.set(connection, peer);
    this.#context.lifecycle.emit("socket-opened");
    return {
      message: boundary.wrap((text: string) => {
        this.#context.hear();
        this.#receive(peer, text);
      }, peer.fail),
      pong: boundary.wrap(() => peer.heard(), peer.fail),
      closed: boundary.wrap(() => this.#closed(peer)),
    };
  }

  /** The session of a client without a socket, made anew where `id` is unknown; its ids are no secrets of ours. */
  enter(id: string, visitor: Visitor): Session {
    const session = this.greet(id, visitor);
    session.used = true;
    return session;
  }

  /** As `enter`, for a client that has asked for nothing yet. */
  greet(id: string, visitor: Visitor): Session {
    const session = this.#sessions.get(id) ?? this.#add(visitor, id, "");
    session.visitor = visitor;
    session.usedAt = this.#context.clock.now();
    // A page's own session is counted among those of pages.
    if (session.load === "") this.#use(this.#programs, session);
    return session;
  }

  /** A session of one call, which ends with what is kept of that call. */
  enterOnce(id: string, visitor: Visitor): Session {
    const session = this.enter(id, visitor);
    session.single = true;
    return session;
  }

  /** A session that is known. */
  find(id: string): Session | undefined {
    return this.#sessions.get(id);
  }

  /** Ends a session at once; its State is freed. */
  drop(session: Session): void {
    if (this.#sessions.get(session.id) !== session) return;
    this.#forget(session);
    this.#farewells.add(session);
  }

  /** An upload belongs to a tab, whose id the page sent with it; nothing happens for an unknown one. */
  holdUploads(session: string, references: readonly string[]): void {
    const known = this.#sessions.get(session);
    if (known === undefined) return;
    known.uploads ??= new Set();
    for (const held of this.#context.store.hold(references)) known.uploads.add(held);
    known.used = true;
    known.usedAt = this.#context.clock.now();
  }

  /** Sockets that are open. */
  get connected(): number {
    return this.#peers.size;
  }

  /** What must be looked at regularly: sockets that are gone, sessions that nobody uses. */
  sweep(): void {
    const { clock, settings, boundary } = this.#context;
    const now = clock.now();
    for (const peer of this.#peers) {
      boundary.run(() => peer.look(now, settings.limits.headerMs), peer.fail);
    }
    for (const session of this.#sessions.values()) {
      const over = session.single && session.calls.size === 0;
      if (!over && (session.busy || now - session.usedAt < settings.limits.sessionIdleMs)) continue;
      this.#forget(session);
      this.#farewells.add(session);
    }
    this.#farewells.tell();
  }

  /** Closes the connections of a login that was ended. */
  logOut(login: string): void {
    for (const { visitor, connection } of this.#peers) {
      if (visitor.login === login) connection.close(4003, "logged out");
    }
  }

  /** Takes leave of every socket. */
  sayGoodbye(reason: "stopping" | "restarting", code: number): void {
    for (const { listener, connection } of this.#peers) {
      listener.tell({ msg: "bye", reason });
      connection.close(code, reason);
    }
  }

  /** Cuts every socket off. */
  terminate(): void {
    for (const { connection } of this.#peers) connection.terminate();
  }

  #receive(peer: Peer, text: string): void {
    let message: ClientMessage;
    try {
      message = parseClientMessage(text, jsonShapeOf(this.#context.settings.limits));
    } catch (error) {
      this.#complain(
        peer,
        error instanceof Error ? error.message : "The message could not be read.",
        callNamedIn(text),
      );
      return;
    }
    if (message.msg === "hello") {
      if (peer.greeted) return this.#complain(peer, "A socket says hello once. Open another one.");
      peer.greeted = true;
      return this.#greet(peer, message);
    }
    if (!peer.keep(message)) this.#obey(peer, message);
  }

  #obey(peer: Peer, message: Exclude<ClientMessage, Hello>): void {
    const { session } = peer;
    if (session === null) return this.#complain(peer, `Say hello before "${message.msg}".`);
    session.usedAt = this.#context.clock.now();
    session.used = true;
    if (message.msg === "call") this.#calls.submit(session, message, peer.listener);
    else if (message.msg === "cancel") this.#calls.cancel(session, message.call);
    else this.#calls.seen(session, message.calls);
    this.#slowDown(peer);
  }

  /** `call`: the one that is waited for and can never begin. */
  #complain(peer: Peer, message: string, call: string | null = null): void {
    const error: ErrorData = { code: "bad-message", message };
    if (call === null) peer.listener.tell({ msg: "problem", error });
    else refuse(peer.listener, call, error);
    this.#slowDown(peer);
  }

  // Whoever does not read what was answered is not heard further, else answers would pile up.
  #slowDown(peer: Peer): void {
    if (!peer.listener.slow) return;
    peer.connection.pause();
    peer.listener.onceDrained(() => peer.connection.resume());
  }

  /** Who is there is found out once a session; until then the page is not welcomed, and what it sends is kept. */
  #greet(peer: Peer, hello: Hello): void {
    const known = this.#sessions.get(hello.session)?.visitor;
    const isKnown = known !== undefined && known.caller.user === peer.visitor.caller.user;
    const visitor = isKnown ? { ...peer.visitor, share: known.share } : this.#options.identify(peer.visitor);
    const go: Parameters<Peer["identify"]>[1] = (early) => {
      if (!this.#peers.has(peer)) return;
      this.#hello(peer, hello);
      for (const message of early) this.#obey(peer, message);
    };
    this.#context.boundary.run(() => peer.identify(visitor, go), peer.fail);
  }

  #hello(peer: Peer, hello: Hello): void {
    const session = this.#sessions.get(hello.session);
    if (session === undefined)
      return this.#enter(peer, this.#add(peer.visitor, hello.session, hello.load), hello, restarted);
    if (session.visitor.caller.user !== peer.visitor.caller.user) {
      return this.#enter(peer, this.#add(peer.visitor, this.#context.randomId(), hello.load), hello, elsewhere);
    }
    const old = session.connection === null ? undefined : this.#peerOf.get(session.connection);
    if (old === undefined || session.load === hello.load) return this.#takeOver(peer, session, hello, old);
    askOldTab(old, peer, this.#context.clock, (answer) => {
      if (!this.#peers.has(peer)) return;
      if (answer === "gone") this.#hello(peer, hello);
      else if (answer === "silent") this.#takeOver(peer, session, hello, old);
      else this.#enter(peer, this.#add(peer.visitor, this.#context.randomId(), hello.load), hello, elsewhere);
    });
  }

  #use(crowd: SessionCrowd<Session>, session: Session): void {
    const over = crowd.use(session, session.visitor.counted ?? null);
    if (over !== null) this.drop(over);
  }

  #add(visitor: Visitor, id: string, load: string): Session {
    const session = new Session({ id, hash: hash("sha256", id), load, visitor, now: this.#context.clock.now() });
    this.#sessions.set(id, session);
    this.#context.lifecycle.emit("session-opened");
    return session;
  }

  #takeOver(peer: Peer, session: Session, hello: Hello, old: Peer | undefined): void {
    if (old !== undefined) {
      // The same page only lost its line; another one must not come back.
      if (session.load !== hello.load) old.listener.tell({ msg: "bye", reason: "replaced" });
      old.session = null;
      this.#calls.leave(session, old.listener);
      // What waits for somebody who is gone is not kept for him.
      if (old.connection.unsent > mostParting) old.connection.terminate();
      else old.connection.close(4001, "replaced");
    }
    session.load = hello.load;
    session.visitor = peer.visitor;
    this.#enter(peer, session, hello, expired);
    for (const { gone } of old?.asking.splice(0) ?? []) gone();
  }

  #enter(peer: Peer, session: Session, hello: Hello, unknown: ErrorData): void {
    peer.session = session;
    session.connection = peer.connection;
    this.#use(this.#pages, session);
    session.listener = peer.listener;
    session.usedAt = this.#context.clock.now();
    const { instance } = this.#context.settings;
    peer.listener.tell({ msg: "welcome", session: session.id, instance, mark: this.#options.mark });
    this.#calls.resume(session, peer.listener, hello.calls, unknown);
  }

  #closed(peer: Peer): void {
    if (this.#peers.delete(peer)) this.#context.lifecycle.emit("socket-closed");
    const { session } = peer;
    if (session !== null && session.connection === peer.connection) {
      session.connection = null;
      session.listener = null;
      session.usedAt = this.#context.clock.now();
      this.#calls.leave(session, peer.listener);
      // Nothing is kept for a tab that never asked for anything.
      if (!session.used && this.#sessions.delete(session.id)) {
        this.#pages.remove(session);
        this.#context.lifecycle.emit("session-closed");
      }
    }
    for (const { gone } of peer.asking.splice(0)) gone();
  }

  #forget(session: Session): void {
    if (this.#sessions.delete(session.id)) this.#context.lifecycle.emit("session-closed");
    this.#programs.remove(session);
    this.#pages.remove(session);
    for (const call of this.#options.archive.allOf(session)) this.#options.archive.remove(call);
    this.#context.store.letGo(session.uploads ?? noReferences);
    for (const shown of session.shown?.values() ?? []) this.#context.store.letGo(shown);
  }
}
