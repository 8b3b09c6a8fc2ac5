import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { File, Slider, Textbox } from "@vitrine/components";
import { afterEach, beforeEach, expect, it } from "vitest";
import { declarationOf } from "../apps/app.ts";
import { Interface } from "../apps/interface.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { defaultLimits } from "../budgets/limits.ts";
import { createFileAccess } from "../files/file-access.ts";
import { configOf } from "./config.ts";
import { describeApp } from "./describe.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-mark-"));
});
afterEach(() => rm(folder, { recursive: true }));

const joined = (...values: readonly unknown[]): string => values.join();
const randomHex = (bytes: number): string => randomBytes(bytes).toString("hex");

/** The marks of one start of an app, whose instance and file references are new at each. */
async function start(more: object, index: string | null = "<html>") {
  const options = { inputs: [Textbox({ name: "text" })], outputs: "text", fn: joined, title: "One", ...more };
  const stored: StoredFile[] = [];
  const files = createFileAccess({ files: {}, folder, randomHex, collect: (file) => stored.push(file) });
  const context = { files, limits: defaultLimits };
  const description = await describeApp(declarationOf(new Interface(options as never)), context, stored);
  const settings = { publicUrl: null, instance: randomHex(8), maxFileSize: null, limits: defaultLimits };
  return configOf(description, settings, index).vitrine.mark;
}

const slider = (more: object) => ({ inputs: [Textbox({ name: "text" }), Slider({ name: "steps", ...more })] });
const file = (text: string) => ({ inputs: File({ name: "paper", value: new Blob([text]) }) });

it("is the same at each start of an app, also where only its functions are others or files lie elsewhere", async () => {
  expect(await start({})).toEqual(await start({ fn: () => "another" }));
  expect(await start(file("a"))).toEqual(await start(file("a")));
});

it.each([
  ["a title", {}, { title: "Two" }],
  ["a label", {}, { inputs: [Textbox({ name: "text", label: "Words" })] }],
  ["a limit", slider({ max: 10 }), slider({ max: 5 })],
  ["a value", slider({ value: 1 }), slider({ value: 2 })],
  ["the words of a button", {}, { submitLabel: "Go" }],
  ["what a file holds", file("a"), file("b")],
])("tells of the page when %s is another, and calls fit all the same", async (_what, before, after) => {
  const [one, other] = [await start(before), await start(after)];
  expect(other.page).not.toBe(one.page);
  expect(other.calls).toBe(one.calls);
});

it.each([
  ["an input was added", {}, slider({})],
  ["an input was removed", slider({}), {}],
  ["an input has another name", {}, { inputs: [Textbox({ name: "words" })] }],
  ["an input is of another kind", {}, { inputs: [File({ name: "text" })] }],
  ["an output was added", {}, { outputs: ["text", "text"] }],
  ["the function has another name", {}, { apiName: "other" }],
])("tells that calls do not fit when %s", async (_what, before, after) => {
  const [one, other] = [await start(before), await start(after)];
  expect(other.page).not.toBe(one.page);
  expect(other.calls).not.toBe(one.calls);
});

it("tells of a page that was built anew, whose scripts are gone", async () => {
  const [one, other] = [await start({}, "a.js"), await start({}, "b.js")];
  expect(other.page).not.toBe(one.page);
  expect(other.calls).toBe(one.calls);
});
