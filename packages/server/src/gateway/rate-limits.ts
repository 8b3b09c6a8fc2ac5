import type { ErrorData } from "@vitrine/protocol";
import type { RateLimit } from "../app/rate-limit-option.ts";
import type { AppDescription } from "../describe/description.ts";
import { RateLimiter } from "./rate-limiter.ts";

/** The limits of calls in a time: of each function, and of all that queue together. */
export class RateLimits {
  readonly #all: RateLimiter | null;
  readonly #functions = new Map<number, RateLimiter>();
  readonly #unqueued = new Set<number>();

  constructor({ functions, queue }: Pick<AppDescription, "functions" | "queue">) {
    this.#all = queue.rateLimit && new RateLimiter(queue.rateLimit);
    for (const { id, rateLimit, queue: isQueued } of functions) {
      if (rateLimit !== null) this.#functions.set(id, new RateLimiter(rateLimit));
      if (!isQueued) this.#unqueued.add(id);
    }
  }

  /** Why a caller may not call a function now; null where it may. */
  refusal(fn: number, caller: string, now: number): ErrorData | null {
    for (const limiter of this.#of(fn)) {
      const waitMs = limiter.waitMs(caller, now);
      if (waitMs > 0) return tooOften(limiter.rule, waitMs);
    }
    return null;
  }

  /** A call was taken. */
  note(fn: number, caller: string, now: number): void {
    for (const limiter of this.#of(fn)) limiter.note(caller, now);
  }

  /** Forgets what is long ago. */
  sweep(now: number): void {
    for (const limiter of this.#functions.values()) limiter.sweep(now);
    this.#all?.sweep(now);
  }

  #of(fn: number): readonly RateLimiter[] {
    const all = this.#unqueued.has(fn) ? null : this.#all;
    return [this.#functions.get(fn), all].filter((limiter) => limiter != null);
  }
}

function tooOften({ calls, perMs }: RateLimit, waitMs: number): ErrorData {
  const times = calls === 1 ? "One call" : `${calls} calls`;
  const seconds = Math.ceil(waitMs / 1000);
  const message = `${times} in ${span(perMs)} ${calls === 1 ? "is" : "are"} the most here. Try again in ${seconds} s.`;
  return { code: "rate-limit", title: "Too many calls", message, retryAfterMs: Math.ceil(waitMs) };
}

function span(ms: number): string {
  const units = [
    ["h", 3_600_000],
    ["min", 60_000],
    ["s", 1000],
  ] as const;
  const [unit, size] = units.find(([, length]) => ms >= length) ?? ["ms", 1];
  return `${Math.round((ms / size) * 10) / 10} ${unit}`;
}
