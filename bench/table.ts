/** A row of a table of measurements: a name and, a column, one sample a round. */
export interface Row {
  readonly name: string;
  readonly columns: Readonly<Record<string, readonly number[]>>;
}

/** A Markdown table of medians, with minimum and maximum in brackets. */
export function table(rows: readonly Row[]): string {
  const names = Object.keys(rows[0]?.columns ?? {});
  const head = ["", ...names];
  const body = rows.map(({ name, columns }) => [name, ...names.map((column) => cell(columns[column] ?? []))]);
  return [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function cell(samples: readonly number[]): string {
  const sorted = samples.toSorted((a, b) => a - b);
  const [low, middle, high] = [sorted[0], sorted[sorted.length >> 1], sorted.at(-1)].map((value) => print(value!));
  return low === high ? middle! : `${middle} (${low} to ${high})`;
}

function print(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (Number.isInteger(value) || value >= 100) return value.toLocaleString("en", { maximumFractionDigits: 0 });
  return value.toPrecision(value < 10 ? 2 : 3);
}
