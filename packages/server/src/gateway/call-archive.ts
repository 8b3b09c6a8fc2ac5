import type { Call } from "./call.ts";
import type { GatewayContext } from "./gateway-context.ts";

const keptAfterEndMs = 300_000;

/** All calls that are known: open ones, and ended ones for as long as their logs are kept. */
export class CallArchive {
  readonly #context: GatewayContext;
  readonly #open = new Map<string, Call>();
  // In the order of their ends.
  readonly #ended = new Map<string, Call>();
  #bytes = 0;

  constructor(context: GatewayContext) {
    this.#context = context;
  }

  /** A known call. */
  find(id: string): Call | undefined {
    return this.#open.get(id) ?? this.#ended.get(id);
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
    this.#bytes += call.log.bytes - call.countedBytes;
    call.countedBytes = call.log.bytes;
    if (this.#bytes <= this.#context.settings.limits.allLogs) return;
    for (const ended of this.#ended.values()) {
      this.remove(ended);
      if (this.#bytes <= this.#context.settings.limits.allLogs) return;
    }
  }

  /** A call has its end. */
  ended(call: Call): void {
    this.#open.delete(call.id);
    this.#ended.set(call.id, call);
  }

  /** Forgets the calls that ended long ago. */
  sweep(): void {
    const limit = this.#context.clock.now() - keptAfterEndMs;
    for (const call of this.#ended.values()) {
      if (call.endedAt > limit) return;
      this.remove(call);
    }
  }

  /** Forgets a call. */
  remove(call: Call): void {
    this.#open.delete(call.id);
    this.#ended.delete(call.id);
    call.session.calls.delete(call.id);
    this.#bytes -= call.countedBytes;
    call.countedBytes = 0;
    this.#context.store.letGo(call.inputFiles);
    this.#context.store.letGo(call.valueFiles);
    call.valueFiles = new Set();
  }
}
