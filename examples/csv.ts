import { Dataframe, File, Interface, Json, UserError } from "vitrine";

/** The cells of a line: between commas, in quotation marks where they hold one. */
function cells(line: string): string[] {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...found].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "");
}

/** Mean, least and most of a column of numbers; null for any other. */
function summary(column: readonly string[]) {
  const numbers = column.filter((cell) => cell.trim() !== "").map(Number);
  if (numbers.length === 0 || numbers.some(Number.isNaN)) return null;
  const sum = numbers.reduce((total, number) => total + number, 0);
  const sorted = numbers.toSorted((one, other) => one - other);
  return { mean: sum / numbers.length, least: sorted[0]!, most: sorted.at(-1)! };
}

export const demo = new Interface({
  title: "What is in a CSV?",
  description: "A table in, its rows and a word on each column of numbers out.",
  inputs: { csv: File({ label: "CSV", fileTypes: [".csv"] }) },
  outputs: { table: Dataframe({ label: "Table" }), columns: Json({ label: "Columns" }) },
  fn: async ({ csv }) => {
    const lines = (await csv.text()).split(/\r?\n/).filter((line) => line !== "");
    const [headers, ...rows] = lines.map(cells);
    if (headers === undefined) throw new UserError(`${csv.name} is empty.`);
    const columns = headers.map((name, at) => [name, summary(rows.map((row) => row[at] ?? ""))] as const);
    return {
      table: { headers, rows: rows.map((row) => headers.map((_, at) => row[at] ?? "")) },
      columns: Object.fromEntries(columns.filter(([, said]) => said !== null)),
    };
  },
});

demo.launch();
