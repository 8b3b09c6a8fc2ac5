/** A metric as data: its name, what it says, and its values by labels. */
export interface MetricFamily {
  readonly name: string;
  readonly help: string;
  readonly type: "counter" | "gauge" | "histogram";
  readonly values: readonly MetricValue[];
}

/** One value; `metricName` where it differs from the family's, as in `…_bucket`. */
export interface MetricValue {
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
  readonly metricName?: string;
}

/** The type of an answer in Prometheus' text format. */
export const metricsType = "text/plain; version=0.0.4; charset=utf-8";

/** Prints metrics in Prometheus' text format. */
export async function printMetrics(families: readonly MetricFamily[]): Promise<string> {
  // Loaded for the first who asks: it would be half of what a start costs.
  const { default: prometheus } = await import("prom-client");
  const shown = families.filter(({ values }) => values.length > 0);
  return await prometheus.AggregatorRegistry.aggregate([
    shown.map((family) => ({ ...family, aggregator: "first" })),
  ]).metrics();
}
