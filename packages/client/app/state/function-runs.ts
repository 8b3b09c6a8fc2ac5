import type { DependencyConfig, JsonValue } from "@vitrine/protocol";
import type { Part } from "./part.ts";

/** What the runs of a function need of their page. */
export interface RunsPort {
  makeLane(lane: number): Part;
  /** Whether an earlier load of the page left a run in this lane. */
  wasUsed(lane: number): boolean;
  /** A run was begun. */
  began(part: Part): void;
}

/** The runs of one function: one lane for each that goes on at once. What an event does while one goes on is its trigger mode. */
export class FunctionRuns {
  readonly lanes: Part[] = [];
  readonly #fn: DependencyConfig;
  readonly #port: RunsPort;
  #next: (() => void) | null = null;

  constructor(fn: DependencyConfig, port: RunsPort) {
    this.#fn = fn;
    this.#port = port;
    do this.#open();
    while (port.wasUsed(this.lanes.length));
  }

  get first(): Part {
    return this.lanes[0]!;
  }

  /** Answers an event; `isQuiet` where nobody asked for a run, as by typing. */
  fire(data: JsonValue | undefined, isQuiet: boolean): void {
    const free = this.lanes.find((lane) => !isBusy(lane));
    if (free && (this.#fn.trigger_mode === "multiple" || free === this.first)) return this.#begin(free, data, isQuiet);
    if (this.#fn.trigger_mode === "multiple") this.#begin(this.#open(), data, isQuiet);
    else if (this.#fn.trigger_mode === "always_last") this.#next = () => this.#begin(this.first, data, isQuiet);
  }

  stop(): void {
    this.#next = null;
    for (const lane of this.lanes) lane.stop();
  }

  #begin(part: Part, data: JsonValue | undefined, isQuiet: boolean): void {
    part.isQuiet = isQuiet;
    part.submit(data);
  }

  #open(): Part {
    const part = this.#port.makeLane(this.lanes.length);
    this.lanes.push(part);
    part.store.subscribe(({ active }, before) => {
      if (active && !before.active) this.#port.began(part);
      if (active || !before.active) return;
      const next = this.#next;
      this.#next = null;
      if (next) queueMicrotask(next);
    });
    return part;
  }
}

function isBusy(part: Part): boolean {
  return part.store.getState().active !== null;
}
