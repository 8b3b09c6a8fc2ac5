/** The plan that the parent process gave to this one, which ends with it. */
export function readPlan(): unknown {
  process.once("disconnect", () => process.exit(1));
  return JSON.parse(process.argv[2]!);
}

/** Hands the result to the parent process and ends this one. */
export function report(result: unknown): void {
  process.send!(result, () => process.exit(0));
}

/** The value below which `share` of the numbers lie; NaN for none. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
