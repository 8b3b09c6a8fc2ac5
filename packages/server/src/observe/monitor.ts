import type { MonitorData } from "@vitrine/protocol";
import type { AppDescription } from "../app-model/description.ts";
import type { Clock } from "../clock/clock.ts";
import type { BatchTuning } from "./batch-tuning.ts";
import type { LoopDelay } from "./loop-delay.ts";
import { printMetrics } from "./metric-family.ts";
import { metricsOf, type ProcessUse } from "./metrics.ts";
import { monitorFunction } from "./monitor-data.ts";
import type { Observer } from "./observer.ts";
import { slotMs } from "./recent.ts";
import type { ScriptProbe } from "./script-probe.ts";

/** What a monitor is made of. */
export interface MonitorOptions {
  readonly description: AppDescription;
  readonly observer: Observer;
  readonly delay: LoopDelay;
  readonly probe: ScriptProbe;
  readonly batches: Pick<BatchTuning, "of">;
  readonly clock: Clock;
  readonly state: () => MonitorData["state"];
  readonly processUse: () => ProcessUse;
}

/** What operators ask of a running app. Nothing is computed until somebody asks. */
export class Monitor {
  readonly #options: MonitorOptions;

  constructor(options: MonitorOptions) {
    this.#options = options;
  }

  get state(): MonitorData["state"] {
    return this.#options.state();
  }

  /** What the operator's page shows. */
  async data(mayChange: boolean): Promise<MonitorData> {
    const { observer, delay, probe, clock, description, batches, processUse } = this.#options;
    const scriptDelayMs = await probe.measure();
    const now = clock.now();
    const { cpuSeconds, residentBytes } = processUse();
    const running = observer.runningByGroup();
    const { beganAt } = observer;
    return {
      state: this.state,
      upMs: now - beganAt,
      slotMs,
      slotElapsedMs: now % slotMs,
      sessions: observer.sessions,
      sockets: observer.sockets,
      gatewayDelayMs: delay.worst,
      scriptDelayMs,
      memoryBytes: residentBytes,
      cpuMs: cpuSeconds * 1000,
      mayChange,
      functions: [...observer.functions.values()].map((tally) =>
        monitorFunction(tally, {
          batch: batches.of(tally.fn.id),
          groupRunning: running.get(tally.fn.group) ?? 0,
          groupLimit: description.queue.groups[tally.fn.group] ?? null,
          now,
          beganAt,
        }),
      ),
    };
  }

  /** All metrics in Prometheus' text format. */
  async metrics(): Promise<string> {
    const { observer, delay, probe, description, processUse } = this.#options;
    const scriptMs = await probe.measure();
    const { groups: limits } = description.queue;
    return await printMetrics(metricsOf({ observer, delay, scriptMs, limits, process: processUse() }));
  }

  /** What `/healthz` and `/readyz` tell an operator beside the status. */
  details(): Readonly<Record<string, number | null>> {
    const { observer, delay, clock } = this.#options;
    const tallies = [...observer.functions.values()];
    return {
      upMs: Math.round(clock.now() - observer.beganAt),
      waiting: tallies.reduce((sum, { waiting }) => sum + waiting, 0),
      running: tallies.reduce((sum, { running }) => sum + running, 0),
      sessions: observer.sessions,
      sockets: observer.sockets,
      gatewayDelayMs: delay.worst,
    };
  }
}
