import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { implementation } from "@vitrine/components";
import { fileMeta, type JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestFiles, type TestFiles } from "../../../components/src/core/test-files.ts";
import { declarationOf } from "../apps/app.ts";
import { Interface } from "../apps/interface.ts";
import { describeApp } from "../describe/describe.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { defaultLimits } from "../budgets/limits.ts";
import { growthOf, mostGrowth } from "../base/test-growth.ts";
import { type Admit, createAdmission } from "./admit.ts";
import { everyInput } from "../serve/test-kitchen.ts";

vi.setConfig({ testTimeout: 60_000 });

const names = Object.keys(everyInput);
const kinds = Object.entries(everyInput);
let files: TestFiles;
let admit: Admit;
let fn: number;
let picture: JsonValue;

beforeAll(async () => {
  files = await createTestFiles();
  const { path } = files.send("a.png", Buffer.from(smallestPng, "base64"), "image/png");
  picture = { path, meta: { ...fileMeta } };
  const app = declarationOf(new Interface({ inputs: everyInput, outputs: [], fn: () => [] }));
  const description = await describeApp(app, { files: files.context.files, limits: defaultLimits }, []);
  fn = description.functions[0]!.id;
  const stored: StoredFile = { ref: path, location: "/nowhere", hash: "0", name: "a.png", size: 99, type: "image/png" };
  admit = createAdmission(description, (reference) => (reference === path ? stored : undefined));
});
afterAll(() => files.remove());

/** What a call costs before its function runs: the gateway's look at it, and the components' reading. */
async function take(values: Readonly<Record<string, JsonValue>>): Promise<boolean> {
  const admission = admit(
    fn,
    names.map((name) => values[name] ?? null),
  );
  if (!admission.ok) return false;
  for (const [index, [, component]] of kinds.entries()) {
    const value = admission.data[index] ?? null;
    if (value !== null) await component[implementation].preprocess(value, files.context);
  }
  return true;
}

test("there is an input of every kind of component", () => {
  const source = fileURLToPath(new URL("../../../components/src", import.meta.url));
  // A component's folder is called as its kind, and so is its file.
  const folders = readdirSync(source).filter((name) => existsSync(join(source, name, `${name}.ts`)));
  const without = new Set(["button", "state"]);
  expect(folders.length).toBeGreaterThan(20);
  expect(names).toEqual(expect.arrayContaining(folders.filter((name) => !without.has(name))));
});

const repeat = (size: number, bytes: number, make: (index: number) => JsonValue): JsonValue[] =>
  Array.from({ length: Math.max(1, Math.floor(size / bytes)) }, (_, index) => make(index));

const shapes: Readonly<Record<string, (size: number) => JsonValue>> = {
  "a text": (size) => "x".repeat(size),
  "a text of digits": (size) => "1".repeat(size),
  "a text of blanks": (size) => `#${" ".repeat(size)}0`,
  numbers: (size) => repeat(size, 6, (index) => index),
  "equal numbers": (size) => repeat(size, 2, () => 1),
  "other texts": (size) => repeat(size, 10, (index) => `t${index}`),
  "equal texts": (size) => repeat(size, 10, () => "choice 9999"),
  lists: (size) => repeat(size, 4, () => []),
  objects: (size) => repeat(size, 12, (index) => ({ [`k${index}`]: 1 })),
  "an object": (size) => Object.fromEntries(Array.from({ length: size / 12 }, (_, index) => [`key ${index}`, 1])),
  "an object that is nearly a file": (size) => ({
    path: "x".repeat(size),
    url: "x".repeat(size),
    meta: { ...fileMeta },
  }),
};

test.each(Object.keys(shapes))(
  "for every input: the work for %s does not grow with the square of it",
  async (shape) => {
    const make = (size: number): Record<string, JsonValue> => {
      const value = shapes[shape]!(size);
      return Object.fromEntries(names.map((name) => [name, value]));
    };
    // Objects of few keys are another kind to V8, and much quicker.
    const sizes = shape === "an object" ? [30_000, 300_000] : undefined;
    expect(await growthOf(take, make, sizes)).toBeLessThan(mostGrowth);
  },
);

const values: Readonly<Record<string, (size: number) => Readonly<Record<string, JsonValue>>>> = {
  "texts of every kind": (size) => {
    const text = "x ".repeat(size / 2);
    return { textbox: text, markdown: text, html: text, code: text, json: text };
  },
  "choices of which there are many": (size) => {
    const list = repeat(size, 14, (index) => `choice ${index}`).slice(0, 10_000);
    return { checkboxgroup: list, chosen: list, radio: "choice 9999", dropdown: "choice 9999" };
  },
  "own words": (size) => ({ words: repeat(size, 12, (index) => `word ${index}`) }),
  "own words and numbers": (size) => ({ words: [1, 2, ...repeat(size, 12, (index) => `word ${index}`)] }),
  messages: (size) => ({ chatbot: repeat(size, 40, (index) => ({ role: "user", content: `words ${index}` })) }),
  "parts of one message": (size) => ({
    chatbot: [{ role: "user", content: repeat(size, 30, (index) => ({ type: "text", text: `words ${index}` })) }],
  }),
  "files in messages": (size) => ({
    chatbot: repeat(size, 120, () => ({ role: "user", content: [{ type: "file", file: picture }] })),
  }),
  "thoughts and options": (size) => ({
    chatbot: repeat(size, 100, (index) => ({
      role: "assistant",
      content: "",
      metadata: { title: `step ${index}`, id: index, parent_id: index - 1 },
      options: [{ value: "yes" }],
    })),
  }),
  rows: (size) => ({ dataframe: { headers: ["a", "b"], data: repeat(size, 8, (index) => [index, "x"]) } }),
  columns: (size) => ({
    dataframe: { headers: repeat(size, 12, (index) => `h${index}`), data: [repeat(size, 12, (index) => index)] },
  }),
  "marked pieces": (size) => ({
    highlightedtext: repeat(size, 40, (index) => ({ token: `t${index}`, class_or_confidence: `c${index}` })),
  }),
  scores: (size) => ({
    label: { label: "a", confidences: repeat(size, 40, (index) => ({ label: `l${index}`, confidence: 0.5 })) },
  }),
  pictures: (size) => ({ gallery: repeat(size, 120, (index) => ({ image: picture, caption: `words ${index}` })) }),
  "a long caption": (size) => ({ gallery: [{ image: picture, caption: "x".repeat(size) }] }),
  files: (size) => ({ files: repeat(size, 100, () => picture) }),
  layers: (size) => ({
    sketchpad: { background: null, layers: repeat(size, 100, () => picture).slice(0, 16), composite: null },
  }),
  "JSON in lists": (size) => ({ json: repeat(size, 20, (index) => [index, [index, { a: index }]]) }),
};

test.each(Object.keys(values))("the work for %s does not grow with the square of them", async (shape) => {
  const make = values[shape]!;
  expect(await take(make(10_000)), "a value that is taken").toBe(true);
  expect(await growthOf(take, make)).toBeLessThan(mostGrowth);
});

const smallestPng = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
