import { expect } from "vitest";

const sampleLine =
  /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{((?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*",?)*)\})? (NaN|[+-]?Inf|[-+]?[0-9.]+(?:e[-+]?\d+)?)$/;
const labelPair = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"/g;
const suffixes = ["_bucket", "_sum", "_count"];

/**
 * For tests: the samples of a text in Prometheus' format by `name{label="value"}`, labels as they stand. Fails for a line
 * that is none, a name without HELP and TYPE before it, a sample twice, and a histogram that does not ascend to its count.
 */
export function parseMetrics(text: string): ReadonlyMap<string, number> {
  expect(text.endsWith("\n"), "ends with a line break").toBe(true);
  const samples = new Map<string, number>();
  const types = new Map<string, string>();
  const helped = new Set<string>();
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, kind, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (kind === "HELP") helped.add(name);
    else if (kind === "TYPE") {
      expect(["counter", "gauge", "histogram"], line).toContain(rest);
      expect(types.has(name), `${name} once`).toBe(false);
      types.set(name, rest);
    } else {
      const match = sampleLine.exec(line);
      expect(match, line).not.toBeNull();
      const [, sample = "", labels = "", value = ""] = match ?? [];
      const family = suffixes
        .map((suffix) => sample.replace(new RegExp(`${suffix}$`), ""))
        .find((base) => types.get(base) === "histogram");
      expect(types.has(family ?? sample) && helped.has(family ?? sample), line).toBe(true);
      const pairs = [...labels.matchAll(labelPair)].map(([pair]) => pair);
      const key = pairs.length === 0 ? sample : `${sample}{${pairs.join(",")}}`;
      expect(samples.has(key), `${key} once`).toBe(false);
      samples.set(key, value === "+Inf" ? Infinity : Number(value));
    }
  }
  checkHistograms(samples);
  return samples;
}

function checkHistograms(samples: ReadonlyMap<string, number>): void {
  const last = new Map<string, number>();
  for (const [key, value] of samples) {
    const [, name, labels = "", bound] = /^(.+)_bucket\{(.*?),?le="([^"]+)"\}$/.exec(key) ?? [];
    if (name === undefined) continue;
    const series = `${name}{${labels}}`;
    expect(value, key).toBeGreaterThanOrEqual(last.get(series) ?? 0);
    last.set(series, value);
    const count = labels === "" ? `${name}_count` : `${name}_count{${labels}}`;
    if (bound === "+Inf") expect(samples.get(count), count).toBe(value);
  }
}
