import type { Row } from "./table.ts";

/** The median of a column of the row of that name; null where there is no such row, as when a peer is missing. */
export function median(rows: readonly Row[], name: string, column: string): number | null {
  const samples = rows.find((row) => row.name === name)?.columns[column];
  if (samples === undefined) return null;
  return samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? null;
}

/** One number through another; null where one is not known. */
export function ratio(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a / b;
}

/** Prints whether a bar was met: `at least` or `at most` a number. */
export function printBar(what: string, value: number | null, relation: "≥" | "≤", bar: number): void {
  const goal = `${what} ${relation} ${print(bar)}`;
  if (value === null) return console.log(`- bar ${goal}: not measured, a peer is missing`);
  const met = relation === "≥" ? value >= bar : value <= bar;
  console.log(`- bar ${goal}: ${print(value)}, ${met ? "met" : "**missed**"}`);
}

/** Says which peers are missing. */
export function printMissing(peers: Readonly<Record<string, unknown>>): void {
  const missing = Object.keys(peers).filter((name) => peers[name] === null);
  if (missing.length > 0) console.log(`Missing: ${missing.join(", ")}; \`npm run peers\` installs them.\n`);
}

function print(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toPrecision(3);
}
