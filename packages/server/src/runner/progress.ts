import type { ProgressBar } from "@vitrine/protocol";
import type { Progress, ProgressOptions, TrackOptions } from "../app-model/call-context.ts";

interface Bar {
  done: number;
  total: number | null;
  readonly text: string | null;
  readonly unit: string | null;
}

// While a function holds the thread no turn of the event loop comes; a bar should move all the same.
const longestHoldMs = 50;

/**
 * The bars of one call, outermost first. The first change of a turn is told at once, of later ones only the last.
 * `now`: milliseconds of a steady clock.
 */
export class ProgressBoard {
  readonly #tell: (bars: readonly ProgressBar[]) => void;
  readonly #now: () => number;
  #bars: Bar[] = [];
  /** The bar of plain `progress(done)`; it goes when a loop around it goes on. */
  #plain: Bar | null = null;
  #toldAt = -Infinity;
  #inTurn = false;
  #changed = false;

  constructor(tell: (bars: readonly ProgressBar[]) => void, now: () => number) {
    this.#tell = tell;
    this.#now = now;
  }

  /** What the function gets as `progress`. */
  face(): Progress {
    const set = (done: number, total: number | null = 1, options: ProgressOptions = {}): void => {
      const bar: Bar = { done: finite(done), total: known(total), ...words(options) };
      const place = this.#plain === null ? this.#bars.length : this.#bars.indexOf(this.#plain);
      this.#bars.splice(place, 1, bar);
      this.#plain = bar;
      this.#change();
    };
    const track = <T>(
      items: Iterable<T> | AsyncIterable<T>,
      options: TrackOptions = {},
    ): Iterable<T> | AsyncIterable<T> =>
      Symbol.asyncIterator in items ? this.#trackAsync(items, options) : this.#trackSync(items, options);
    return Object.assign(set, { track }) as Progress;
  }

  *#trackSync<T>(items: Iterable<T>, options: TrackOptions): Generator<T, void, undefined> {
    const bar = this.#open(items, options);
    try {
      for (const item of items) {
        yield item;
        this.#advance(bar);
      }
    } finally {
      this.#close(bar);
    }
  }

  async *#trackAsync<T>(items: AsyncIterable<T>, options: TrackOptions): AsyncGenerator<T, void, undefined> {
    const bar = this.#open(items, options);
    try {
      for await (const item of items) {
        yield item;
        this.#advance(bar);
      }
    } finally {
      this.#close(bar);
    }
  }

  #open(items: object, options: TrackOptions): Bar {
    const bar: Bar = {
      done: 0,
      total: known(options.total === undefined ? countOf(items) : options.total),
      ...words(options),
    };
    this.#bars.push(bar);
    this.#change();
    return bar;
  }

  #advance(bar: Bar): void {
    bar.done += 1;
    this.#dropPlainInside(bar);
    this.#change();
  }

  #close(bar: Bar): void {
    this.#dropPlainInside(bar);
    this.#bars = this.#bars.filter((other) => other !== bar);
    this.#change();
  }

  #dropPlainInside(bar: Bar): void {
    if (this.#plain === null || this.#bars.indexOf(this.#plain) < this.#bars.indexOf(bar)) return;
    this.#bars = this.#bars.filter((other) => other !== this.#plain);
    this.#plain = null;
  }

  #change(): void {
    this.#changed = true;
    if (!this.#inTurn) {
      this.#inTurn = true;
      setImmediate(() => {
        this.#inTurn = false;
        if (this.#changed) this.#tellNow();
      });
    } else if (this.#now() - this.#toldAt < longestHoldMs) return;
    this.#tellNow();
  }

  #tellNow(): void {
    this.#changed = false;
    this.#toldAt = this.#now();
    this.#tell(this.#bars.map((bar) => ({ ...bar })));
  }
}

function words(options: ProgressOptions): { text: string | null; unit: string | null } {
  return { text: options.text ?? null, unit: options.unit ?? null };
}

/** A bar is no reason to fail a run: what is no number counts as nothing done. */
function finite(done: number): number {
  return Number.isFinite(done) ? done : 0;
}

function known(total: number | null): number | null {
  return total !== null && Number.isFinite(total) && total > 0 ? total : null;
}

function countOf(items: object): number | null {
  const { length, size } = items as { length?: unknown; size?: unknown };
  if (typeof length === "number") return length;
  return typeof size === "number" ? size : null;
}
