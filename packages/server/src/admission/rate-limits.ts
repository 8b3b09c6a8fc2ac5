import type { ErrorData } from "@vitrine/protocol";
import type { RateLimit } from "../app-model/rate-limit-option.ts";
import type { AppDescription } from "../app-model/description.ts";
import { type CountedCaller, CountedCallers } from "./counted-callers.ts";
import { RateLimiter } from "./rate-limiter.ts";

/** One rule: how often a caller may call, and how often all of one address may. */
interface Rule {
  readonly callers: RateLimiter;
  readonly addresses: RateLimiter;
  /** Whether it says that addresses are what counts. */
  readonly byAddress: boolean;
}

// An address may be a hall full of people; fresh cookies must not lift a limit altogether.
const callersOfAddress = 50;

/** The limits of calls in a time: of each function, and of all that queue together. */
export class RateLimits {
  readonly callers: CountedCallers = new CountedCallers();
  readonly #all: Rule | null;
  readonly #functions = new Map<number, Rule>();
  readonly #unqueued = new Set<number>();
  readonly #onUnaddressed: () => void;

  /** `onUnaddressed` hears of calls whose address tells nobody apart where a rule wants it. */
  constructor({ functions, queue }: Pick<AppDescription, "functions" | "queue">, onUnaddressed: () => void = () => {}) {
    this.#all = queue.rateLimit && ruleOf(queue.rateLimit);
    for (const { id, rateLimit, queue: isQueued } of functions) {
      if (rateLimit !== null) this.#functions.set(id, ruleOf(rateLimit));
      if (!isQueued) this.#unqueued.add(id);
    }
    this.#onUnaddressed = onUnaddressed;
  }

  /** Why a caller may not call a function now; null where it may. */
  refusal(fn: number, caller: CountedCaller, now: number): ErrorData | null {
    for (const rule of this.#of(fn)) {
      if (rule.byAddress && caller.address === null) this.#onUnaddressed();
      const address = addressFor(rule, caller);
      const ofAddress = address === null ? 0 : rule.addresses.waitMs(address, now);
      if (ofAddress > 0) return tooOften(rule.addresses.rule, ofAddress, " from one address");
      const ofCaller = rule.callers.waitMs(caller.share, now);
      if (ofCaller > 0) return tooOften(rule.callers.rule, ofCaller, "");
    }
    return null;
  }

  /** A call was taken. */
  note(fn: number, caller: CountedCaller, now: number): void {
    for (const rule of this.#of(fn)) {
      rule.callers.note(caller.share, now);
      const address = addressFor(rule, caller);
      if (address !== null) rule.addresses.note(address, now);
    }
  }

  /** Forgets what is long ago. */
  sweep(now: number): void {
    for (const { callers, addresses } of [...this.#functions.values(), ...(this.#all === null ? [] : [this.#all])]) {
      callers.sweep(now);
      addresses.sweep(now);
    }
    this.callers.sweep(now);
  }

  #of(fn: number): readonly Rule[] {
    const all = this.#unqueued.has(fn) ? null : this.#all;
    return [this.#functions.get(fn), all].filter((rule) => rule != null);
  }
}

function ruleOf(limit: RateLimit): Rule {
  const byAddress = limit.by === "address";
  const calls = byAddress ? limit.calls : limit.calls * callersOfAddress;
  return { callers: new RateLimiter(limit), addresses: new RateLimiter({ ...limit, calls }), byAddress };
}

// Users and those whom the app names are no more for coming often: a gateway of a company may bring them all.
function addressFor({ byAddress }: Rule, { address, anonymous }: CountedCaller): string | null {
  return byAddress || anonymous ? address : null;
}

function tooOften({ calls, perMs }: RateLimit, waitMs: number, from: string): ErrorData {
  const times = calls === 1 ? "One call" : `${calls} calls`;
  const seconds = Math.ceil(waitMs / 1000);
  const message = `${times} in ${span(perMs)}${from} ${calls === 1 ? "is" : "are"} the most here. Try again in ${seconds} s.`;
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
