import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Dataframe } from "./dataframe.ts";

const wire = {
  headers: ["name", "age"],
  data: [
    ["Ada", 36],
    ["Alan", null],
  ],
  metadata: null,
};
const table = {
  headers: ["name", "age"],
  rows: [
    ["Ada", 36],
    ["Alan", null],
  ],
};

it("hands the function headers and rows", () => {
  expect(received(Dataframe(), wire)).toEqual(table);
  expect(received(Dataframe(), { headers: [1, "b"], data: [] })).toEqual({ headers: ["1", "b"], rows: [] });
  expect(Dataframe()[implementation].fileSlots).toEqual([]);
});

const rows = (component: ReturnType<typeof Dataframe>, ...data: (string | number | null)[][]) =>
  (received(component, { headers: ["a", "b"], data }) as { rows: unknown[][] }).rows;

it("hands on numbers in a column of numbers, and says where a text is none", () => {
  const typed = Dataframe({ datatypes: ["number", "str"] });
  expect(rows(typed, ["1.5", "2"], [" -3 ", "x"], ["", ""], [null, 4])).toEqual([
    [1.5, "2"],
    [-3, "x"],
    [null, ""],
    [null, 4],
  ]);
  expect(() => rows(typed, ["1", "a"], ["1,5", "b"])).toThrow(
    'has the text "1,5" in row 2 of the column "a", which holds numbers: give a number such as 1.5.',
  );
  expect(rows(Dataframe({ datatypes: "str" }), ["10", 2], [2, "007"])).toEqual([
    ["10", 2],
    [2, "007"],
  ]);
});

const column = (...cells: (string | number | boolean | null)[]) =>
  (received(Dataframe(), { headers: ["a"], data: cells.map((cell) => [cell]) }) as { rows: unknown[][] }).rows.flat();

it("keeps a column without a type whole: of numbers where all that was edited is written as numbers", () => {
  expect(column("10", 2, "", null, "-1.5")).toEqual([10, 2, null, null, -1.5]);
  for (const kept of [["10", "2"], ["007", 7], ["a", 1], ["1,5", 1], [true, 1, "2"], ["NaN", 1], ["Infinity", 1], []])
    expect(column(...kept)).toEqual(kept);
});

it.each<[string, unknown]>([
  ["a table", table],
  ["records", [{ name: "Ada", age: 36 }, { name: "Alan" }]],
  [
    "records with what is undefined",
    [
      { name: "Ada", age: 36 },
      { name: "Alan", age: undefined },
    ],
  ],
])("sends %s", (_what, given) => {
  expect(sent(Dataframe(), given)).toEqual(wire);
});

it("names the columns of rows alone: as declared, else by numbers", () => {
  expect(sent(Dataframe({ headers: ["name", "age"] }), table.rows)).toEqual(wire);
  expect(sent(Dataframe(), [[1, true]])).toEqual({ headers: ["1", "2"], data: [[1, true]], metadata: null });
  expect(sent(Dataframe({ headers: ["age"] }), [{ name: "Ada", age: 36 }])).toMatchObject({
    headers: ["age"],
    data: [[36]],
  });
  expect(sent(Dataframe({ headers: ["a"] }), [])).toEqual({ headers: ["a"], data: [], metadata: null });
});

it("gives a copy, and no key of an object's own making", () => {
  const given = { headers: ["a"], rows: [[1]] };
  const copy = sent(Dataframe(), given) as { data: number[][] };
  given.rows[0]![0] = 2;
  given.headers.push("b");
  expect(copy).toEqual({ headers: ["a"], data: [[1]], metadata: null });
  expect(sent(Dataframe({ headers: ["toString"] }), [{ a: 1 }])).toMatchObject({ data: [[null]] });
});

it.each<[unknown, RegExp]>([
  ["a,b", /a table is needed, got "a,b": give \{ headers, rows \}/],
  [{ headers: ["a"] }, /a table is needed/],
  [{ headers: "ab", rows: [] }, /the headers are "ab"/],
  [[[1, 2], [3]], /row 1 has 1 cell, but there are 2 headers/],
  [[[1], { a: 1 }], /row 1 is \{"a":1\}: give every row as a list of cells, or all as records/],
  [[{ a: new Date(0) }], /the cell of "a" in row 0 is a Date.*String\(value\)/],
  [[[Number.NaN]], /the cell of "1" in row 0 is NaN: .*give null/],
  [[[{ path: "/etc/passwd", meta: { _type: "gradio.FileData" } }]], /the cell of "1" in row 0 is/],
])("refuses %j", (given, message) => {
  expect(() => sent(Dataframe(), given)).toThrow(TypeError);
  expect(() => sent(Dataframe(), given)).toThrow(message);
});

it("refuses a client's rows of the wrong length, and options that do not fit", () => {
  expect(() => received(Dataframe(), { headers: ["a"], data: [[1], [1, 2]] })).toThrow(
    /row 1 has 2 cells, but there are 1 header:/,
  );
  expect(() => Dataframe({ headers: ["a"], datatypes: ["str", "number"] })).toThrow(/one for each of the 1 headers/);
  expect(() => Dataframe({ ...({ datatype: "str" } as object) })).toThrow("did you mean datatypes?");
  expect(() => Dataframe({ value: [[1], [1, 2]] })).toThrow(/the initial value cannot be used: row 1/);
});

it("tells the page and the gateway its options by Gradio's names", () => {
  const { schema, wireProps } = Dataframe({ headers: ["a"], datatypes: "number", rowCount: 4 })[implementation];
  expect(schema).toMatchObject({ title: "DataframeData", required: ["headers", "data"] });
  expect(wireProps).toMatchObject({ headers: ["a"], datatype: "number", row_count: [4, "dynamic"], max_height: 500 });
});
