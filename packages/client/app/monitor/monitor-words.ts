import type { MonitorSlot, Percentiles } from "@vitrine/protocol";
import { roughTime } from "../words/times.ts";

/** A time for people, from milliseconds: `0.4 ms`, `212 ms`, `6.2 s`, `3 min 5 s`. */
export function shortTime(ms: number): string {
  if (ms < 9.95) return `${round(ms, 1)} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  return ms < 59_950 ? `${round(ms / 1000, 1)} s` : roughTime(ms);
}

/** A rate for people: `49`, `2.4`, `0.03`. */
export function shortRate(perSecond: number): string {
  if (perSecond >= 9.95) return Math.round(perSecond).toLocaleString("en");
  return String(round(perSecond, perSecond >= 0.95 ? 1 : 2));
}

/** A part of a whole for people: `0 %`, `0.3 %`, `12 %`; `–` for a part of nothing. */
export function percentage(part: number, whole: number): string {
  if (whole === 0) return "–";
  const percent = (part * 100) / whole;
  return `${percent >= 9.95 ? Math.round(percent) : round(percent, 1)} %`;
}

/** A size of memory for people, from bytes. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1_048_576).toLocaleString("en")} MB`;
}

/** The top of an axis that shows values up to `most`: 1, 2 or 5 of some decade; `least` at least. */
export function axisTop(most: number, least: number): number {
  const wanted = Math.max(most, least);
  const decade = 10 ** Math.floor(Math.log10(wanted));
  // Some digits less, so that 0.1 × 3 does not become a larger top.
  const step = [1, 2, 5, 10].find((factor) => factor * decade >= wanted * 0.999_999) ?? 10;
  return Number((step * decade).toPrecision(6));
}

/**
 * A line of a plot as SVG paths in a box of `values.length - 1` by 100, zero at the bottom; null values are gaps. A value
 * between two gaps is no line but a point: a stroke without length, whose round ends show.
 */
export function plotPaths(values: readonly (number | null)[], top: number): { line: string; points: string } {
  let line = "";
  let points = "";
  for (const [x, value] of values.entries()) {
    if (value === null) continue;
    const place = `${x} ${round(100 - (100 * value) / top, 2)}`;
    const [before, after] = [values[x - 1] ?? null, values[x + 1] ?? null];
    if (before !== null) line += `L${place}`;
    else if (after !== null) line += `M${place}`;
    else points += `M${place}h0`;
  }
  return { line, points };
}

/** Calls a second of each slot; the last one has only begun. */
export function ratesOf(
  slots: readonly (MonitorSlot | null)[],
  count: (slot: MonitorSlot) => number,
  { slotMs, slotElapsedMs }: { readonly slotMs: number; readonly slotElapsedMs: number },
): number[] {
  const last = slots.length - 1;
  // Of the first moments of a slot nothing can be said: a single call would be a peak.
  return slots.map((slot, index) => {
    const ms = index === last ? Math.max(slotElapsedMs, slotMs / 3) : slotMs;
    return slot === null ? 0 : (count(slot) * 1000) / ms;
  });
}

/** One of the percentiles of each slot. */
export function percentilesOf(
  slots: readonly (MonitorSlot | null)[],
  pick: (slot: MonitorSlot) => Percentiles | null,
  name: keyof Percentiles,
): (number | null)[] {
  return slots.map((slot) => (slot === null ? null : (pick(slot)?.[name] ?? null)));
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
