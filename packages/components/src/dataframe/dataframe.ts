import type { JsonObject, JsonValue } from "@vitrine/protocol";
import { defineComponent, type Factory } from "../core/define-component.ts";
import { count, flag, length, type OptionCheck } from "../options/option-checks.ts";
import { type Datatype, datatypeWords, readCells } from "./read-cells.ts";
import { type Cell, checkLengths, type GivenTable, readTable, type Table } from "./table.ts";

export type { Datatype } from "./read-cells.ts";

/** Options of a Dataframe. */
export interface DataframeProps {
  readonly value?: GivenTable | null | undefined;
  /** The names of the columns, for rows that come without and for the empty table of an input. */
  readonly headers?: readonly string[] | undefined;
  /** What the columns hold, one for all or one each; "str" where left out. */
  readonly datatypes?: Datatype | readonly Datatype[] | undefined;
  /** Rows of an input's empty table; 1 where left out. */
  readonly rowCount?: number | undefined;
  /** Pixels or a CSS length, from which on it scrolls; 500 where left out. */
  readonly maxHeight?: number | string | undefined;
  /** Whether long cells are broken into lines; false where left out. */
  readonly wrap?: boolean | undefined;
  /** Whether rows have numbers; false where left out. */
  readonly showRowNumbers?: boolean | undefined;
}

/** A table on the wire. */
export interface DataframeData {
  readonly headers: string[];
  readonly data: Cell[][];
  readonly metadata?: Readonly<Record<string, unknown[] | null>> | null;
}

/** The four types of a Dataframe's value. */
export interface DataframeTypes {
  send: DataframeData;
  receive: Table;
  give: GivenTable;
  read: DataframeData;
}

/** What a Dataframe fires. */
export interface DataframeEvents {
  change: null;
  input: null;
  select: { index: [number, number]; value: Cell };
}

const isHeaders: OptionCheck = (value) =>
  Array.isArray(value) && value.length > 0 && value.every((header) => typeof header === "string")
    ? null
    : 'must be a list of texts such as ["name", "age"]';

const isDatatypes: OptionCheck = (value) =>
  (Array.isArray(value) ? value : [value]).every((word) => (datatypeWords as readonly unknown[]).includes(word))
    ? null
    : `must be one of ${datatypeWords.join(", ")}, or a list of them`;

const scalar: JsonObject = { type: ["string", "number", "boolean", "null"] };

const schema: JsonObject = {
  title: "DataframeData",
  type: "object",
  properties: {
    headers: { title: "Headers", type: "array", items: { type: ["string", "number"] } },
    data: { title: "Data", type: "array", items: { type: "array", items: scalar } },
    metadata: { title: "Metadata", type: ["object", "null"] },
  },
  required: ["headers", "data"],
};

/** A table. The function receives `{ headers, rows }` and may give that, a list of rows or a list of records. */
export const Dataframe: Factory<"dataframe", DataframeTypes, DataframeProps, DataframeEvents> = defineComponent({
  kind: "dataframe",
  word: "Dataframe",
  options: {
    headers: isHeaders,
    datatypes: isDatatypes,
    rowCount: count,
    maxHeight: length,
    wrap: flag,
    showRowNumbers: flag,
  },
  events: ["change", "input", "select"],
  implement: (props: DataframeProps, refuse) => {
    const { headers, datatypes = "str", rowCount = 1, maxHeight = 500, wrap = false, showRowNumbers = false } = props;
    if (Array.isArray(datatypes) && headers !== undefined && datatypes.length !== headers.length) {
      refuse("datatypes", datatypes, `must be one, or one for each of the ${headers.length} headers`);
    }
    return {
      schema,
      wireProps: {
        headers: [...(headers ?? ["1", "2", "3"])],
        datatype: typeof datatypes === "string" ? datatypes : [...datatypes],
        row_count: [rowCount, "dynamic"],
        max_height: maxHeight,
        wrap,
        show_row_numbers: showRowNumbers,
      },
      checkInitial: (value) => void readTable(value, headers),
      preprocess: (wire) => {
        const table = wire as unknown as { readonly headers: readonly Cell[]; readonly data: Cell[][] };
        return readCells(checkLengths({ headers: table.headers.map(String), rows: table.data }), props.datatypes);
      },
      postprocess: (given): JsonValue => {
        const table = readTable(given, headers);
        return { headers: table.headers, data: table.rows, metadata: null };
      },
    };
  },
});
