import type { FunctionTally } from "./function-tally.ts";
import { groupName } from "./function-tally.ts";
import { type Histogram, timeBounds } from "./histogram.ts";
import type { LoopDelay } from "./loop-delay.ts";
import type { MetricFamily, MetricValue } from "./metric-family.ts";
import type { Observer } from "./observer.ts";

/** What metrics are read from. */
export interface MetricsSources {
  readonly observer: Observer;
  readonly delay: LoopDelay;
  /** How long the script took to answer, in milliseconds. */
  readonly scriptMs: number;
  /** Runs at once, by group; null is no limit. */
  readonly limits: Readonly<Record<string, number | null>>;
  readonly process: ProcessUse;
}

/** What the process used, read when it is asked for. */
export interface ProcessUse {
  /** Seconds of CPU since its start, all threads. */
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  /** When it started, in seconds since 1970. */
  readonly startedAt: number;
  /** Seconds that the gateway's thread has worked. */
  readonly gatewayBusySeconds: number;
}

// 1, 2, 5 of each decade from a millisecond to a thousand seconds, all of them bounds of the histograms.
const shownBounds = timeBounds.filter((bound) => bound >= 1 && bound <= 1e6 && /^[125]0*$/.test(String(bound)));

/** All metrics of a gateway. Labels are the app's own names and closed lists, never what a caller sent. */
export function metricsOf({ observer, delay, scriptMs, limits, process }: MetricsSources): MetricFamily[] {
  const tallies = [...observer.functions.values()];
  const all = [...tallies, observer.unknown];
  const batched = tallies.filter(({ fn }) => fn.batch);
  return [
    counter(
      "vitrine_calls_accepted_total",
      "Calls with good values that asked for their turn.",
      tallies.map((tally) => ({ labels: labelsOf(tally), value: tally.accepted })),
    ),
    counter(
      "vitrine_calls_refused_total",
      "Calls that were refused, by reason.",
      all.flatMap((tally) => byCode(tally, "reason", tally.refusals)),
    ),
    counter(
      "vitrine_calls_ended_total",
      "Calls that have their end, by how they ended.",
      tallies.flatMap((tally) => [
        { labels: { ...labelsOf(tally), status: "done" }, value: tally.done },
        { labels: { ...labelsOf(tally), status: "error" }, value: tally.failed },
        { labels: { ...labelsOf(tally), status: "cancelled" }, value: tally.cancelled },
      ]),
    ),
    counter(
      "vitrine_call_errors_total",
      "Calls that ended with an error, by its code.",
      tallies.flatMap((tally) => byCode(tally, "code", tally.errors)),
    ),
    gauge(
      "vitrine_calls_waiting",
      "Calls that wait for their turn.",
      tallies.map((tally) => ({ labels: labelsOf(tally), value: tally.waiting })),
    ),
    gauge(
      "vitrine_runs_running",
      "Runs whose function has not ended; a batch is one run.",
      tallies.map((tally) => ({ labels: labelsOf(tally), value: tally.running })),
    ),
    gauge("vitrine_group_limit", "Runs of a group at once, where it has a limit.", limitsOf(tallies, limits)),
    times("vitrine_call_wait_seconds", "From acceptance to start.", tallies, ({ wait }) => wait),
    times("vitrine_call_run_seconds", "From start to end.", tallies, ({ run }) => run),
    histogram(
      "vitrine_batch_size",
      "Calls of a batch.",
      batched.flatMap((tally) =>
        bucketsOf("vitrine_batch_size", labelsOf(tally), tally.batches, { bounds: tally.batches.bounds, unit: 1 }),
      ),
    ),
    gauge("vitrine_sessions", "Sessions that are kept: tabs, and clients without a socket.", one(observer.sessions)),
    counter("vitrine_sessions_opened_total", "Sessions since the start.", one(observer.sessionsOpened)),
    gauge("vitrine_sockets", "Pages that are connected.", one(observer.sockets)),
    counter("vitrine_sockets_opened_total", "Connections of pages since the start.", one(observer.socketsOpened)),
    histogram(
      "vitrine_event_loop_delay_seconds",
      "How late a timer of the gateway's thread comes, sampled once a second at most.",
      bucketsOf("vitrine_event_loop_delay_seconds", {}, delay.total, { bounds: shownBounds, unit: 1000 }),
    ),
    gauge(
      "vitrine_script_delay_seconds",
      "How long the script's thread took to answer just now, or has not answered; a scrape waits at most a second.",
      one(scriptMs / 1000),
    ),
    counter(
      "vitrine_gateway_busy_seconds_total",
      "Time that the gateway's thread has worked.",
      one(process.gatewayBusySeconds),
    ),
    counter("process_cpu_seconds_total", "CPU time of the whole process.", one(process.cpuSeconds)),
    gauge("process_resident_memory_bytes", "Resident memory of the whole process.", one(process.residentBytes)),
    gauge("process_start_time_seconds", "When the process started, in seconds since 1970.", one(process.startedAt)),
  ];
}

type Labels = Readonly<Record<string, string>>;

function labelsOf({ fn }: FunctionTally): Labels {
  return { group: groupName(fn), function: fn.label };
}

function byCode(tally: FunctionTally, label: string, counts: ReadonlyMap<string, number>): MetricValue[] {
  return [...counts].map(([code, value]) => ({ labels: { ...labelsOf(tally), [label]: code }, value }));
}

function limitsOf(tallies: readonly FunctionTally[], limits: MetricsSources["limits"]): MetricValue[] {
  const named = new Map(tallies.map(({ fn }) => [groupName(fn), limits[fn.group] ?? null]));
  return [...named].flatMap(([group, value]) => (value === null ? [] : [{ labels: { group }, value }]));
}

function times(
  name: string,
  help: string,
  tallies: readonly FunctionTally[],
  pick: (tally: FunctionTally) => Histogram,
): MetricFamily {
  const values = tallies.flatMap((tally) =>
    bucketsOf(name, labelsOf(tally), pick(tally), { bounds: shownBounds, unit: 1000 }),
  );
  return histogram(name, help, values);
}

/** The values of one histogram; `unit`: by how much its numbers are divided. */
function bucketsOf(
  name: string,
  labels: Labels,
  counted: Histogram,
  { bounds, unit }: { readonly bounds: readonly number[]; readonly unit: number },
): MetricValue[] {
  const bucket = `${name}_bucket`;
  return [
    ...bounds.map((bound) => ({
      metricName: bucket,
      labels: { ...labels, le: bound / unit },
      value: counted.upTo(bound),
    })),
    { metricName: bucket, labels: { ...labels, le: "+Inf" }, value: counted.count },
    { metricName: `${name}_sum`, labels, value: counted.sum / unit },
    { metricName: `${name}_count`, labels, value: counted.count },
  ];
}

function one(value: number): MetricValue[] {
  return [{ labels: {}, value }];
}

function counter(name: string, help: string, values: readonly MetricValue[]): MetricFamily {
  return { name, help, type: "counter", values };
}

function gauge(name: string, help: string, values: readonly MetricValue[]): MetricFamily {
  return { name, help, type: "gauge", values };
}

function histogram(name: string, help: string, values: readonly MetricValue[]): MetricFamily {
  return { name, help, type: "histogram", values };
}
