import type { Cell, Table } from "./table.ts";

export const datatypeWords = ["str", "number", "bool", "date", "markdown", "html"] as const;

/** What a column holds: decides how its cells are shown, edited and handed to the function. */
export type Datatype = (typeof datatypeWords)[number];

/**
 * A client's table as its columns say. A column of numbers has numbers: a text that is one becomes one, an empty text null.
 * Where no types are declared a column that holds numbers and beside them only texts that are written as numbers are is one
 * of numbers, since a cell that was edited on a page comes as text. Throws a `TypeError` that names the row and the column
 * for another text in a column of numbers.
 */
export function readCells({ headers, rows }: Table, datatypes: Datatype | readonly Datatype[] | undefined): Table {
  const numbers = headers.map((_, column) => {
    if (datatypes === undefined) return looksNumeric(rows, column);
    return (typeof datatypes === "string" ? datatypes : datatypes[column]) === "number";
  });
  if (!numbers.includes(true)) return { headers, rows };
  const read = (cell: Cell, row: number, column: number): Cell => {
    if (numbers[column] !== true || typeof cell !== "string") return cell;
    const text = cell.trim();
    if (text === "") return null;
    const number = Number(text);
    if (Number.isFinite(number)) return number;
    throw new TypeError(
      `has the text ${JSON.stringify(cell.slice(0, 40))} in row ${row + 1} of the column ${JSON.stringify(headers[column])}, which holds numbers: give a number such as 1.5.`,
    );
  };
  return { headers, rows: rows.map((row, index) => row.map((cell, column) => read(cell, index, column))) };
}

function looksNumeric(rows: readonly (readonly Cell[])[], column: number): boolean {
  let found = false;
  for (const row of rows) {
    const cell = row[column] ?? null;
    if (typeof cell === "number") found = true;
    // "007" is no number but a text of digits.
    else if (cell !== null && cell !== "" && !isWrittenNumber(cell)) return false;
  }
  return found;
}

// "NaN" and "Infinity" are words here: JSON has no such numbers.
function isWrittenNumber(cell: Cell): boolean {
  return typeof cell === "string" && Number.isFinite(Number(cell)) && String(Number(cell)) === cell.trim();
}
