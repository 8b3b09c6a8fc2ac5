import { noReferences } from "../files/stored-file.ts";
import type { Call } from "./call.ts";
import type { Session } from "./session.ts";
import { expired } from "./lost-calls.ts";
import type { GatewayContext } from "../context/gateway-context.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";
import { TurnoverSet } from "../collections/turnover-set.ts";

// What a call takes beside the texts of its log, about.
const callBytes = 4096;
// The share of the limit that is made free when all logs are too large.
const roomAtOnce = 1 / 64;

/** All calls that are known: open ones, and ended ones for as long as their logs are kept. */
export class CallArchive {
  readonly #context: GatewayContext;
  readonly #open = new TurnoverMap<string, Call>();
  readonly #ended = new TurnoverMap<string, Call>();
  // By how long they are kept, each in the order of their ends.
  readonly #kept = new Map<number, TurnoverSet<Call>>();
  #bytes = 0;

  constructor(context: GatewayContext) {
    this.#context = context;
  }

  /** A known call. */
  find(id: string): Call | undefined {
    return this.#open.get(id) ?? this.#ended.get(id);
  }

  /** A call of a session; undefined for an unknown one, and for that of another. */
  findOf(session: Session, id: string): Call | undefined {
    const call = this.find(id);
    return call?.session === session ? call : undefined;
  }

  /** The calls of a session that are kept. */
  allOf(session: Session): Call[] {
    const found: Call[] = [];
    for (const id of session.calls.keys()) {
      const call = this.find(id);
      if (call !== undefined) found.push(call);
    }
    return found;
  }

  /** The calls without an end yet. */
  open(): readonly Call[] {
    return [...this.#open.values()];
  }

  /** A new call. */
  add(call: Call): void {
    this.#open.set(call.id, call);
    call.session.calls.set(call.id, call);
    this.#context.store.hold(call.inputFiles);
  }

  /** A call's log has grown: ended calls make room where all logs together are too large. */
  grown(call: Call): void {
    const bytes = callBytes + ownVisitor(call) + call.log.bytes;
    this.#bytes += bytes - call.countedBytes;
    call.countedBytes = bytes;
    const { allLogs } = this.#context.settings.limits;
    if (this.#bytes <= allLogs) return;
    // Each search for the oldest passes the places of all that left before it, so one search makes room for many.
    const enough = allLogs * (1 - roomAtOnce);
    for (const ended of this.#ended.values()) {
      this.remove(ended);
      if (this.#bytes <= enough) return;
    }
  }

  /** The input of a call is gone, where it has ended and neither a run nor a question to the script has it. */
  freeInput(call: Call): void {
    call.withdrawQuestion();
    if (call.inRun || call.question !== null) return;
    this.#context.inputs.free(call.inputBytes, call.inputOwner);
    call.inputBytes = 0;
  }

  /** A call has its end. */
  ended(call: Call): void {
    this.freeInput(call);
    this.#open.delete(call.id);
    this.#ended.set(call.id, call);
    let alike = this.#kept.get(call.keptMs);
    if (alike === undefined) this.#kept.set(call.keptMs, (alike = new TurnoverSet()));
    alike.add(call);
  }

  /** Forgets the calls that ended long ago. */
  sweep(): void {
    for (const [keptMs, calls] of this.#kept) {
      const limit = this.#context.clock.now() - keptMs;
      for (const call of calls) {
        if (call.endedAt > limit) break;
        this.remove(call);
      }
    }
  }

  /** Forgets a call. */
  remove(call: Call): void {
    this.freeInput(call);
    this.#open.delete(call.id);
    this.#ended.delete(call.id);
    this.#kept.get(call.keptMs)?.delete(call);
    call.session.calls.delete(call.id);
    this.#bytes -= call.countedBytes;
    call.countedBytes = 0;
    // Who has not read it all must not keep it.
    for (const listener of call.listeners) listener.expire(call.log, expired);
    this.#context.store.letGo(call.inputFiles);
    this.#context.store.letGo(call.valueFiles);
    call.valueFiles = noReferences;
  }
}

// A session of one call stays as long as that does.
function ownVisitor({ session }: Call): number {
  const { headers, query } = session.visitor.caller;
  return session.single ? headers.length + query.length : 0;
}
