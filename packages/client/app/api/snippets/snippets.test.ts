import { execFileSync } from "node:child_process";
import { runInNewContext } from "node:vm";
import type { JsonObject, JsonValue } from "@vitrine/protocol";
import { expect, it } from "vitest";
import { argumentsOf, ExampleFile, exampleOf, type Value } from "./argument.ts";
import { curlSnippet, curlStreamSnippet } from "./curl.ts";
import type { Endpoint, Parameter } from "./endpoint.ts";
import { javaScriptSnippet } from "./javascript.ts";
import { javaScriptLiteral, pythonLiteral, shellWord } from "./literal.ts";
import { pythonSnippet } from "./python.ts";
import { typeWords } from "./type-words.ts";
import { typeScriptSnippet } from "./typescript.ts";

const hostile: readonly JsonValue[] = [
  `it's "quoted" \\ $HOME \`id\` $(id) !! %s {x}`,
  "two\nlines\r\tand \u0000 \u007f \u2028 \u2029",
  "äö😀 \ud800 </script>",
  "-d @/etc/passwd",
  -0.5,
  1e21,
  [true, false, null, []],
  { __proto__x: 1, "a b": {}, class: "x".repeat(80), deep: [{ list: ["y".repeat(80)] }] },
  JSON.parse(`{ "__proto__": 1 }`) as JsonValue,
];
const noFile = (file: ExampleFile): string => file.name;

it.each(hostile)("writes %j so that JavaScript reads the same", (value) => {
  const read: unknown = runInNewContext(`(${javaScriptLiteral(value, noFile)})`);
  expect(JSON.stringify(read)).toBe(JSON.stringify(value));
});

it("writes values for Python with its own words", () => {
  expect(pythonLiteral([true, false, null, { a: "é'\"\n" }], noFile)).toBe(`[True, False, None, { "a": "é'\\"\\n" }]`);
});

it.each(hostile.filter((value) => typeof value === "string" && !value.includes("\0") && !value.includes("\ud800")))(
  "writes %j as one word of a shell",
  (value) => {
    const text = value as string;
    expect(execFileSync("sh", ["-c", `printf %s ${shellWord(text)}`], { encoding: "utf8" })).toBe(text);
  },
);

function parameter(name: string, more: Partial<Parameter> = {}): Parameter {
  const plain = { label: name, kind: "textbox", schema: { type: "string" }, isRequired: true, initial: null };
  return { name, gradioName: name, component: null, ...plain, ...more };
}

function endpoint(parameters: readonly Parameter[], more: Partial<Endpoint> = {}): Endpoint {
  return { name: "predict", description: "", isGenerator: false, isRecord: false, parameters, results: [], ...more };
}

const file: JsonObject = { type: "object", properties: { path: { type: "string" }, meta: { type: "object" } } };
const place = { url: "https://demo.example/app", hasLogin: false };

it("gives what the page holds, else the default, else an example; optional ones are left out", () => {
  const of = endpoint([
    parameter("held", { component: 4, initial: "default" }),
    parameter("long", { component: 5, initial: "default" }),
    parameter("default", { initial: 7, isRequired: false }),
    parameter("needed"),
    parameter("free", { isRequired: false }),
    parameter("stored", { isRequired: false, initial: { path: "x", meta: {} }, schema: file }),
  ]);
  const given = argumentsOf(of, { 4: "mine", 5: "x".repeat(5_000) });
  expect(given.map(({ parameter: { name }, value }) => [name, value])).toEqual([
    ["held", "mine"],
    ["long", "default"],
    ["default", 7],
    ["needed", "Hello"],
  ]);
});

it("takes a picture of the page, which is no JSON, for a file", () => {
  const [argument] = argumentsOf(endpoint([parameter("image", { kind: "image", schema: file, component: 1 })]), {
    1: new Blob(["x"]),
  });
  expect(argument?.value).toEqual(new ExampleFile("photo.png"));
});

it.each<[string, JsonObject, Value]>([
  ["slider", { type: "number", minimum: 5, maximum: 10 }, 5],
  ["number", { type: "number", maximum: 1 }, 1],
  ["dropdown", { enum: ["b", "a"] }, "b"],
  ["textbox", { type: "string", maxLength: 2 }, "He"],
  ["datetime", { type: "string" }, "2026-01-31 12:00:00"],
  ["file", { type: "array", items: file }, [new ExampleFile("document.pdf")]],
  [
    "gallery",
    {
      type: "array",
      items: { anyOf: [{ type: "object", properties: { image: file, caption: {} }, required: ["image"] }] },
    },
    [{ image: new ExampleFile("photo.png") }],
  ],
])("makes an example of %s for %j", (kind, schema, example) => {
  expect(exampleOf(kind, schema)).toEqual(example);
});

it.each<[string, JsonObject, string]>([
  ["slider", { type: "number", minimum: 1, maximum: 10 }, "number, 1 to 10"],
  ["number", { type: "number", minimum: 0 }, "number, from 0"],
  ["radio", { enum: ["a", "b"] }, `"a" | "b"`],
  ["image", file, "image file"],
  ["checkboxgroup", { type: "array", items: { enum: ["a", "b"] } }, `list of "a" | "b"`],
  ["json", { description: "any valid json" }, "any JSON"],
  ["x", { type: "array", items: { type: ["string", "null"] } }, "(string | null)[]"],
  [
    "x",
    { type: "object", properties: { a: { type: "integer" }, "b c": {} }, required: ["a"] },
    `{ a: number; "b c"?: unknown }`,
  ],
])("says what type a %s is: %j", (kind, schema, words) => {
  expect(typeWords(kind, schema)).toBe(words);
});

it("writes the lines of a login where the app has one, and only there", () => {
  const of = endpoint([parameter("file", { schema: file })]);
  const snippets = [typeScriptSnippet, javaScriptSnippet, pythonSnippet, curlSnippet, curlStreamSnippet];
  const login = /user"?, "password|user:password/g;
  for (const snippet of snippets) {
    expect(snippet(of, argumentsOf(of), place)).not.toMatch(login);
    expect(snippet(of, argumentsOf(of), { ...place, hasLogin: true })).toMatch(login);
  }
});

const result = (schema: JsonObject) => ({ name: "model", label: "Model", kind: "dropdown", schema });

it("types what comes back by the kinds of the choices, as a function may give others by update()", () => {
  const results = [
    result({ type: "string", enum: ["digits", "faces"] }),
    result({ type: "array", items: { enum: ["a", 1] } }),
    result({ type: "number", minimum: 1 }),
  ];
  const snippet = typeScriptSnippet(endpoint([], { results }), [], place);
  expect(snippet).toContain("type Results = [string, (string | number)[], number];");
});

it("passes names that are words of Python in a dictionary", () => {
  const of = endpoint([parameter("class"), parameter("text")]);
  expect(pythonSnippet(of, argumentsOf(of), place)).toContain(`**{"class": "Hello", "text": "Hello"},`);
});

it("gives Gradio's route the values by their place, with null for what is left out before them", () => {
  const of = endpoint([parameter("free", { isRequired: false }), parameter("text")]);
  expect(curlStreamSnippet(of, argumentsOf(of), place)).toContain(`'{"data": [null, "Hello"]}'`);
});
