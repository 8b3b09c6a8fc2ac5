import type { Visitor } from "../context/visitor.ts";
import type { Connection } from "./connection.ts";
import type { Listener } from "./listener.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/** A call as its session knows it. */
export interface SessionCall {
  readonly id: string;
  readonly state: "waiting" | "running" | "ended";
}

/** One tab of a visitor. Its id is a secret; `hash` is what functions and logs are told instead. */
export class Session {
  readonly id: string;
  readonly hash: string;
  /** The secret of the page's last load. */
  load: string;
  visitor: Visitor;
  connection: Connection | null = null;
  listener: Listener | null = null;
  usedAt: number;
  /** Whether it is over with its only call: as soon as nothing is kept of that one. */
  single = false;
  /** How many streams say that its client is there. */
  heartbeats = 0;
  /** Whether it ever called or uploaded anything. */
  used = false;
  /** Its calls that are kept, by id; the archive has them whole. */
  readonly calls: TurnoverMap<string, SessionCall> = new TurnoverMap();
  /** References that the tab uploaded; null for none. */
  uploads: Set<string> | null = null;
  /** References in the values that the tab shows, by function; null for none. */
  shown: Map<number, ReadonlySet<string>> | null = null;

  /** Whether a socket, a heartbeat or an open call holds it. */
  get busy(): boolean {
    if (this.connection !== null || this.heartbeats > 0) return true;
    for (const { state } of this.calls.values()) if (state !== "ended") return true;
    return false;
  }

  constructor(options: { id: string; hash: string; load: string; visitor: Visitor; now: number }) {
    this.id = options.id;
    this.hash = options.hash;
    this.load = options.load;
    this.visitor = options.visitor;
    this.usedAt = options.now;
  }
}
