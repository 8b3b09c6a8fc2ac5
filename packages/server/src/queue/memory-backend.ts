import type { Clock } from "../clock/clock.ts";
import type { BatchSettings, CallAnswer, Effect, EngineOptions, Position, QueueCall } from "./effects.ts";
import { Engine } from "./engine.ts";
import { Outbox } from "./outbox.ts";
import type { QueueBackend, QueueEvents, StatusUpdateMs } from "./queue-backend.ts";
import { Timer } from "./timer.ts";

// Positions of a crowd go out in slices, so that calls and sockets get their turn between them.
const positionsPerTurn = 100;
const defaultGapMs = 250;
// Where telling everybody takes long, most of the time must be left for the calls themselves.
const restFactor = 4;
const longestRestMs = 1_000;

export interface MemoryBackendOptions {
  readonly engine: EngineOptions;
  readonly statusUpdateMs: StatusUpdateMs;
  readonly clock: Clock;
  readonly on: QueueEvents;
}

/** A queue in this process's memory. Its callbacks for an operation come before the operation returns. */
export function createMemoryBackend(options: MemoryBackendOptions): QueueBackend {
  return new MemoryBackend(options);
}

type Notice = Effect | { readonly type: "positions"; readonly list: readonly Position[] };

class MemoryBackend implements QueueBackend {
  readonly #engine: Engine;
  readonly #clock: Clock;
  readonly #gapMs: number;
  readonly #outbox: Outbox<Notice>;
  readonly #batchTimer: Timer;
  readonly #positionTimer: Timer;
  /** Positions of the last sweep that are still to be handed out. */
  #swept: readonly Position[] = [];
  #handed = 0;
  #sweptAt = -Infinity;
  #nextSweepAt = -Infinity;
  #closed = false;

  constructor({ engine, statusUpdateMs, clock, on }: MemoryBackendOptions) {
    this.#engine = new Engine(engine);
    this.#clock = clock;
    this.#gapMs = statusUpdateMs === "auto" ? defaultGapMs : statusUpdateMs;
    this.#outbox = new Outbox((notice) => this.#hand(notice, on));
    this.#batchTimer = new Timer(clock, () => this.#do((now) => this.#engine.tick(now)));
    this.#positionTimer = new Timer(clock, () => this.#do(() => this.#handOut()));
  }

  submit(call: QueueCall): void {
    this.#do((now) => [...this.#engine.submit(call, now), ...this.#tell(call.id, now)]);
  }

  cancel(call: string): void {
    this.#do((now) => this.#engine.cancel(call, now));
  }

  answer(call: string, answer: CallAnswer): void {
    this.#do((now) => this.#engine.answer(call, answer, now));
  }

  finish(run: number, again?: readonly string[]): void {
    this.#do((now) => this.#engine.finish(run, now, again));
  }

  hold(call: string, held: boolean): void {
    this.#do((now) => {
      const effects = this.#engine.hold(call, held, now);
      return held ? effects : [...effects, ...this.#tell(call, now)];
    });
  }

  configure(fn: number, settings: Partial<BatchSettings>): void {
    this.#do((now) => this.#engine.configure(fn, settings, now));
  }

  batchSettings(fn: number): BatchSettings | null {
    return this.#engine.batchSettings(fn);
  }

  close(): void {
    this.#closed = true;
    this.#batchTimer.set(null);
    this.#positionTimer.set(null);
    this.#outbox.clear();
  }

  #do(operation: (now: number) => readonly Notice[]): void {
    if (this.#closed) return;
    for (const notice of operation(this.#clock.now())) this.#outbox.put(notice);
    try {
      this.#outbox.flush();
    } finally {
      this.#arm();
    }
  }

  #tell(call: string, now: number): Notice[] {
    const position = this.#engine.position(call, now);
    return position === null ? [] : [{ type: "positions", list: [position] }];
  }

  #arm(): void {
    if (this.#closed) return;
    this.#batchTimer.set(this.#engine.nextDeadline());
    const next = this.#engine.nextPositions();
    if (this.#handed < this.#swept.length) this.#positionTimer.set(-Infinity);
    else this.#positionTimer.set(next === null ? null : Math.max(next, this.#nextSweepAt));
  }

  /** The next slice of positions; from a new sweep once the last one is through. */
  #handOut(): Notice[] {
    if (this.#handed >= this.#swept.length) {
      this.#sweptAt = this.#clock.now();
      this.#swept = this.#engine.positions(this.#sweptAt, this.#gapMs);
      this.#handed = 0;
    }
    const slice = this.#swept.slice(this.#handed, this.#handed + positionsPerTurn);
    this.#handed += slice.length;
    if (this.#handed >= this.#swept.length) {
      this.#swept = [];
      this.#handed = 0;
      const tookMs = this.#clock.now() - this.#sweptAt;
      this.#nextSweepAt = this.#sweptAt + Math.max(this.#gapMs, Math.min(longestRestMs, tookMs * restFactor));
    }
    return [{ type: "positions", list: slice }];
  }

  #hand(notice: Notice, on: QueueEvents): void {
    switch (notice.type) {
      case "start":
        return on.start(notice);
      case "refuse":
        return on.refuse(notice);
      case "abort":
        return on.abort(notice);
      case "positions": {
        // Since they were taken some may have started, ended, been held or been told anew.
        const list = notice.list.filter((position) => this.#engine.isCurrent(position));
        return list.length === 0 ? undefined : on.positions(list);
      }
    }
  }
}
