import { types } from "node:util";
import { showGiven } from "../options/show-given.ts";

/** What a cell of a table holds. */
export type Cell = string | number | boolean | null;

/** A table; every row has a cell for each header. */
export interface Table {
  readonly headers: string[];
  readonly rows: Cell[][];
}

/** A table that a function gives: whole, or its rows alone, as lists or as records by header. */
export type GivenTable =
  | { readonly headers: readonly string[]; readonly rows: readonly (readonly Cell[])[] }
  | readonly (readonly Cell[])[]
  | readonly Readonly<Record<string, Cell | undefined>>[];

/**
 * A copy of a table that a function gave. Rows without headers take those that are declared, or "1", "2", …; records
 * take the declared ones or their own keys, in the order in which they first come. Throws a `TypeError` with the place.
 */
export function readTable(given: unknown, declared: readonly string[] | undefined): Table {
  if (Array.isArray(given)) return readRows(given, declared);
  if (typeof given === "object" && given !== null && "rows" in given) {
    const { headers, rows } = given as { readonly headers?: unknown; readonly rows: unknown };
    if (Array.isArray(rows)) return readRows(rows, headers === undefined ? declared : readHeaders(headers));
  }
  throw new TypeError(
    `a table is needed, got ${showGiven(given)}: give { headers, rows }, a list of rows or a list of records.`,
  );
}

/** The rows of a client's table; throws a `TypeError` for one that is longer or shorter than the headers. */
export function checkLengths(table: Table): Table {
  table.rows.forEach((row, index) => checkLength(row, table.headers, index));
  return table;
}

function readRows(rows: readonly unknown[], declared: readonly string[] | undefined): Table {
  if (rows.length > 0 && rows.every(isRecord)) {
    const headers = [...(declared ?? new Set(rows.flatMap((row) => Object.keys(row))))];
    const read = (row: Record<string, unknown>, at: number): Cell[] =>
      headers.map((header) => asCell(Object.hasOwn(row, header) ? row[header] : null, at, header));
    return { headers, rows: rows.map(read) };
  }
  const width = Array.isArray(rows[0]) ? rows[0].length : 0;
  const headers = [...(declared ?? Array.from({ length: width }, (_, index) => String(index + 1)))];
  return { headers, rows: rows.map((row, index) => readList(row, headers, index)) };
}

function readList(row: unknown, headers: readonly string[], index: number): Cell[] {
  if (!Array.isArray(row)) {
    throw new TypeError(`row ${index} is ${showGiven(row)}: give every row as a list of cells, or all as records.`);
  }
  checkLength(row, headers, index);
  return Array.from(row as unknown[], (cell, column) => asCell(cell, index, headers[column] ?? ""));
}

function checkLength(row: readonly unknown[], headers: readonly string[], index: number): void {
  if (row.length === headers.length) return;
  const cells = row.length === 1 ? "1 cell" : `${row.length} cells`;
  const columns = headers.length === 1 ? "1 header" : `${headers.length} headers`;
  throw new TypeError(`row ${index} has ${cells}, but there are ${columns}: give each row a cell for every header.`);
}

function readHeaders(headers: unknown): readonly string[] {
  if (Array.isArray(headers) && headers.every((header) => typeof header === "string")) return headers;
  throw new TypeError(`the headers are ${showGiven(headers)}: give a list of texts such as ["name", "age"].`);
}

function asCell(cell: unknown, row: number, header: string): Cell {
  if (cell === null || cell === undefined) return null;
  if (typeof cell === "string" || typeof cell === "boolean" || (typeof cell === "number" && Number.isFinite(cell))) {
    return cell;
  }
  const remedy =
    typeof cell === "number" ? "give null for what is missing" : "convert it, for example with String(value)";
  throw new TypeError(
    `the cell of ${showGiven(header)} in row ${row} is ${showGiven(cell)}: texts, finite numbers, true, false and null can be shown; ${remedy}.`,
  );
}

function isRecord(row: unknown): row is Record<string, unknown> {
  return (
    typeof row === "object" && row !== null && !Array.isArray(row) && !ArrayBuffer.isView(row) && !types.isMap(row)
  );
}
