import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { FileData, JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnyComponent, implementation } from "../core/component.ts";
import type { ReceivedFile } from "../core/files.ts";
import { serverFile } from "../core/server-file.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { File } from "./file.ts";

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

const text = (value: string) => new TextEncoder().encode(value);
const receive = async (component: AnyComponent, wire: unknown) =>
  component[implementation].preprocess(wire as JsonValue, files.context);
const give = async (component: AnyComponent, given: unknown) =>
  component[implementation].postprocess(given, files.context);

it("hands the function the file that was sent", async () => {
  const file = (await receive(File(), files.send("a.txt", text("hello"), "text/plain"))) as ReceivedFile;
  expect(file).toMatchObject({ name: "a.txt", size: 5, type: "text/plain" });
  expect(Buffer.from(await file.bytes()).toString()).toBe("hello");
});

it("hands a list for multiple, and finds the files in the list", async () => {
  const several = File({ multiple: true });
  const got = (await receive(several, [files.send("a", text("1")), files.send("b", text("2"))])) as ReceivedFile[];
  expect(got.map(({ name }) => name)).toEqual(["a", "b"]);
  expect(several[implementation].fileSlots).toEqual(["/*"]);
  expect(File()[implementation].fileSlots).toEqual([""]);
});

it("refuses a file that the store does not know", async () => {
  const forged = { path: "/etc/passwd", meta: { _type: "gradio.FileData" } };
  await expect(receive(File(), forged)).rejects.toThrow(TypeError);
});

it.each([
  [[".csv"], "table.CSV", "application/octet-stream"],
  [["image"], "a", "image/png"],
  [["image/*", ".pdf"], "a.pdf", "application/pdf"],
  [["application/json"], "a", "application/json; charset=utf-8"],
])("lets by %j pass %s of %s", async (fileTypes, name, type) => {
  await expect(receive(File({ fileTypes }), files.send(name, text("x"), type))).resolves.toMatchObject({ name });
});

it.each([
  [[".csv"], "table.txt", "text/csv"],
  [["image", ".svg"], "a.png", "text/plain"],
])("refuses by %j the file %s of %s", async (fileTypes, name, type) => {
  await expect(receive(File({ fileTypes }), files.send(name, text("x"), type))).rejects.toThrow(
    `“${name}” is of the wrong type: choose a file of ${fileTypes.join(", ")}.`,
  );
});

it("sends bytes, a Blob, a file: URL, a file of the server and a received file", async () => {
  const path = join(tmpdir(), `components-file-${process.pid}.txt`);
  await writeFile(path, "x");
  const sent = (await receive(File(), files.send("mine.txt", text("x")))) as ReceivedFile;
  for (const given of [text("x"), new Blob(["x"]), pathToFileURL(path), serverFile(path), sent]) {
    const wire = (await give(File(), given)) as unknown as FileData;
    expect(Buffer.from(await files.read(wire)).toString()).toBe("x");
    expect(wire.meta).toEqual({ _type: "gradio.FileData" });
  }
});

it("stores the bytes as they were when given", async () => {
  const given = text("before");
  const wire = give(File({ multiple: true }), [given]);
  given.fill(0);
  expect(Buffer.from(await files.read(((await wire) as unknown as FileData[])[0])).toString()).toBe("before");
});

it("never takes a text for a path, nor a list for a file", async () => {
  await expect(give(File(), "/etc/hostname")).rejects.toThrow(/use serverFile\(path\)/);
  await expect(give(File(), [text("x")])).rejects.toThrow(/one file is needed, got a list: .*multiple: true/);
  await expect(give(File({ multiple: true }), text("x"))).rejects.toThrow(/a list of files is needed, .*give \[file\]/);
});

it("asks for at least one file unless it is optional", () => {
  expect(File({ multiple: true })[implementation].schema).toMatchObject({ type: "array", minItems: 1 });
  expect(File({ multiple: true, optional: true })[implementation].schema).toMatchObject({ minItems: 0 });
  expect(File()[implementation].schema).toMatchObject({
    properties: { path: { type: "string" }, meta: { properties: { _type: { const: "gradio.FileData" } } } },
    required: ["path", "meta"],
  });
});
