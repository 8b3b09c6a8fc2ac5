import { expect } from "vitest";
import type { Effect, EngineOptions, FunctionRule } from "./effects.ts";
import { Engine } from "./engine.ts";

/** For tests: one operation on a queue, on a call or run that `pick` chooses. */
export interface Step {
  readonly action: "submit" | "finish" | "crash" | "cancel" | "hold" | "release" | "wait" | "answer" | "configure";
  readonly pick: number;
  readonly fn: number;
  readonly caller: string;
}

// oxlint-disable vitest/no-standalone-expect

interface Known {
  readonly fn: number;
  readonly caller: string;
  readonly joinedAt: number;
  key: string | null;
  starts: number;
  state: "waiting" | "running" | "finished" | "cancelled" | "refused";
  held: boolean;
  aborted: boolean;
}

/** For tests: drives an engine and checks after every operation that each effect was allowed and none was missed. */
export class CheckedEngine {
  readonly log: Effect[] = [];
  readonly calls: Map<string, Known> = new Map();
  readonly runs: Map<number, readonly string[]> = new Map();
  readonly #engine: Engine;
  readonly #options: EngineOptions;
  readonly #batches: Record<number, FunctionRule>;
  #now = 0;
  #again = 0;

  constructor(options: EngineOptions) {
    this.#options = options;
    this.#batches = { ...options.functions };
    this.#engine = new Engine(options);
  }

  take({ action, pick, fn, caller }: Step): void {
    const ids = [...this.calls.keys()];
    const id = ids[pick % Math.max(1, ids.length)] ?? "none";
    switch (action) {
      case "submit":
        return this.submit(`${caller}${ids.length}`, fn, caller);
      case "finish":
      case "crash":
        return this.finish([...this.runs.keys()][pick % Math.max(1, this.runs.size)] ?? 999, action === "crash");
      case "answer":
        return this.answer(id, pick);
      case "configure":
        return this.configure(fn, pick);
      case "cancel":
        return this.cancel(id);
      case "hold":
      case "release":
        return this.hold(id, action === "hold");
      case "wait":
        this.#now += pick % 60;
        return this.#check(this.#engine.tick(this.#now));
    }
  }

  submit(id: string, fn: number, caller: string): void {
    const fresh = { key: null, starts: 0, held: false, aborted: false };
    this.calls.set(id, { fn, caller, joinedAt: this.#now, state: "waiting", ...fresh });
    this.#check(this.#engine.submit({ id, fn, caller }, this.#now));
  }

  finish(run: number, crashed = false): void {
    const calls = this.runs.get(run) ?? [];
    const again = crashed ? calls.filter((id) => this.#known(id).starts === 1) : [];
    for (const id of calls) {
      const call = this.#known(id);
      const waits = again.includes(id) && !call.aborted;
      call.state = waits ? "waiting" : "finished";
      this.#again += waits ? 1 : 0;
    }
    this.runs.delete(run);
    this.#check(this.#engine.finish(run, this.#now, again));
  }

  answer(id: string, pick: number): void {
    const costs = [0.001, 1, 7, 1e300, Infinity, -1, Number.NaN];
    const cost = pick % 3 === 0 ? undefined : (costs[pick % costs.length] as number);
    const key = pick % 2 === 0 ? undefined : `key ${pick % 3}`;
    const call = this.calls.get(id);
    if (call?.state === "waiting") call.key ??= key ?? null;
    const answer = { ...(cost === undefined ? {} : { cost }), ...(key === undefined ? {} : { key }) };
    this.#check(this.#engine.answer(id, answer, this.#now));
  }

  configure(fn: number, pick: number): void {
    if (!this.#rule(fn).batch) return;
    const settings = { maxBatchSize: 1 + (pick % 4), batchTimeoutMs: pick % 2 === 0 ? ("adaptive" as const) : 30 };
    this.#batches[fn] = { ...this.#rule(fn), ...settings };
    this.#check(this.#engine.configure(fn, settings, this.#now));
  }

  cancel(id: string): void {
    const call = this.calls.get(id);
    const expected = call?.state === "running" && !call.aborted;
    if (call?.state === "waiting") call.state = "cancelled";
    const effects = this.#engine.cancel(id, this.#now);
    expect(effects.filter(({ type }) => type === "abort")).toHaveLength(expected ? 1 : 0);
    this.#check(effects);
  }

  hold(id: string, held: boolean): void {
    const call = this.calls.get(id);
    if (call?.state === "waiting") call.held = held;
    this.#check(this.#engine.hold(id, held, this.#now));
  }

  /** Lets everything come to its end. */
  drain(): void {
    for (const id of this.calls.keys()) this.hold(id, false);
    this.#now += 1_000;
    this.#check(this.#engine.tick(this.#now));
    for (const run of this.runs.keys()) {
      this.finish(run);
    }
    expect(this.#engine.size()).toEqual({ waiting: 0, running: 0 });
    expect(this.#engine.nextDeadline()).toBeNull();
  }

  #check(effects: readonly Effect[]): void {
    this.log.push(...effects);
    for (const effect of effects) {
      if (effect.type === "start") this.#started(effect);
      else if (effect.type === "refuse") this.#known(effect.call).state = "refused";
      else this.#known(effect.call).aborted = true;
    }
    this.#checkLimits();
    this.#checkRanks();
  }

  #started({ run, fn, calls }: Extract<Effect, { type: "start" }>): void {
    const { batch, maxBatchSize } = this.#rule(fn);
    expect(this.runs.has(run)).toBe(false);
    expect(calls.length).toBeGreaterThan(0);
    expect(calls.length).toBeLessThanOrEqual(batch ? maxBatchSize : 1);
    for (const id of calls) {
      const call = this.#known(id);
      expect(call).toMatchObject({ fn, state: "waiting", held: false });
      call.state = "running";
      call.starts++;
      if (calls.length > 1) expect(call.starts).toBe(1);
    }
    const keys = new Set(calls.map((id) => this.#known(id).key));
    if (this.#rule(fn).keyed === true && calls.length > 1) {
      expect(keys.size).toBe(1);
      expect(keys).not.toContain(null);
    }
    this.runs.set(run, calls);
  }

  #checkLimits(): void {
    let waiting = 0;
    for (const id of [...this.runs.values()].flat()) expect(this.#room(id)).toBeGreaterThanOrEqual(0);
    for (const [name, limit] of Object.entries(this.#options.groups)) {
      const size = this.#engine.size(name);
      const running = [...this.runs.values()].filter((calls) => this.#groupOf(calls[0] as string) === name).length;
      expect(size.running).toBe(running);
      expect(running).toBeLessThanOrEqual(limit ?? Infinity);
      expect(size.waiting).toBe(this.#waiting(name).length);
      waiting += size.waiting;
      const most = this.#options.groupSizes?.[name] ?? Infinity;
      expect(size.waiting).toBeLessThanOrEqual(most + this.#again);
      if (running < (limit ?? Infinity)) expect(this.#waiting(name).filter((id) => !this.#mayWait(id))).toEqual([]);
    }
    expect(waiting).toBeLessThanOrEqual((this.#options.maxSize ?? Infinity) + this.#again);
  }

  #checkRanks(): void {
    for (const name of Object.keys(this.#options.groups)) {
      const shown = this.#waiting(name).filter((id) => !this.#known(id).held);
      const ranks = new Set(shown.map((id) => this.#engine.position(id, this.#now)?.rank));
      expect(ranks.size).toBe(shown.length);
      for (const rank of ranks) expect(rank).toBeLessThan(this.#waiting(name).length);
    }
  }

  /** Whether a call may wait beside a free slot: held, in a batch that gathers, or behind others of its caller. */
  #mayWait(id: string): boolean {
    if (this.#known(id).held || this.#gathers(id)) return true;
    const { fn, caller } = this.#known(id);
    const gathering = [...this.calls].filter(
      ([other, call]) => call.fn === fn && call.caller === caller && call.state === "waiting" && this.#gathers(other),
    );
    return this.#room(id) - gathering.length <= 0;
  }

  #gathers(id: string): boolean {
    const call = this.#known(id);
    const { batch, batchTimeoutMs } = this.#rule(call.fn);
    return batch && !call.held && batchTimeoutMs !== "adaptive" && call.joinedAt + batchTimeoutMs > this.#now;
  }

  /** How many calls more the caller of this one may run. */
  #room(id: string): number {
    const { fn, caller } = this.#known(id);
    const running = [...this.runs.values()].flat().map((other) => this.#known(other));
    const own = running.filter((call) => call.caller === caller);
    return Math.min(
      (this.#rule(fn).perCallerLimit ?? Infinity) - own.filter((call) => call.fn === fn).length,
      (this.#options.perCallerLimit ?? Infinity) - own.length,
    );
  }

  #waiting(group: string): string[] {
    return [...this.calls]
      .filter(([id, { state }]) => state === "waiting" && this.#groupOf(id) === group)
      .map(([id]) => id);
  }

  #groupOf(id: string): string {
    return this.#rule(this.#known(id).fn).group;
  }

  #rule(fn: number): FunctionRule {
    return this.#batches[fn] as FunctionRule;
  }

  #known(id: string): Known {
    return this.calls.get(id) as Known;
  }
}
