import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startScript, type RunningScript } from "../script.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const picture = readFileSync(new URL("../samples/3-1.png", import.meta.url));
let script: RunningScript;
beforeAll(async () => {
  script = await startScript(["--import", "tsx", "app.ts"], folder);
});
afterAll(async () => void (await script?.stop()));

type Fields = readonly (readonly [name: string, value: string | Buffer, fileName?: string, type?: string])[];

function post(name: string, fields: Fields, headers: Record<string, string> = {}): Promise<Response> {
  const form = new FormData();
  for (const [field, value, file = "file.bin", type = "application/octet-stream"] of fields) {
    if (typeof value === "string") form.append(field, value);
    else form.append(field, new Blob([new Uint8Array(value)], { type }), file);
  }
  return fetch(`${script.url}/api/${name}`, { method: "POST", headers, body: form });
}

const bytesOf = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

/** The pixels, of which a picture that was encoded again must keep every one. */
const pixels = (image: Buffer): Promise<Buffer> => sharp(image).ensureAlpha().raw().toBuffer();

test("files of a form reach the function and come back by their addresses, byte for byte", async () => {
  const one = randomBytes(20_000_000);
  const two = Buffer.from("two");
  const answer = await post("sizes", [
    ["files", one, "one ä.bin"],
    ["files", two, "two.txt"],
  ]);
  const { data } = (await answer.json()) as { data: { sizes: unknown; first: string } };
  expect(data.sizes).toEqual([
    { name: "one ä.bin", size: one.length },
    { name: "two.txt", size: 3 },
  ]);
  expect(data.first.startsWith(`${script.url}/gradio_api/file=`)).toBe(true);
  expect((await bytesOf(await fetch(data.first))).equals(one)).toBe(true);
  // The address of a result can be an argument; so can the answer of an upload.
  const form = new FormData();
  form.append("files", new Blob(["up"]), "up.txt");
  const upload = await fetch(`${script.url}/gradio_api/upload`, { method: "POST", body: form });
  const [reference] = (await upload.json()) as string[];
  const again = await fetch(`${script.url}/api/sizes`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ files: [data.first, reference] }),
  });
  expect(await again.json()).toMatchObject({
    data: { sizes: [{ size: one.length }, { name: "up.txt", size: 2 }] },
  });
});

test("fields beside the files are text or JSON, as their inputs are", async () => {
  const answer = await post("picture", [
    ["image", picture, "three.png", "image/png"],
    ["turn", "true"],
  ]);
  expect(answer.status).toBe(200);
  const echo = await post("echo", [
    ["text", "123"],
    ["times", "3"],
  ]);
  expect(await echo.json()).toEqual({ data: { said: "123123123", length: 9 } });
  const plain = await post("plain", [
    ["loud", "false"],
    ["extras", "Milk"],
    ["extras", "Ice"],
    ["colour", "Blue"],
    ["city", "Oslo"],
    ["size", "2"],
    ["data", '{"a":[1]}'],
  ]);
  expect(await plain.json()).toMatchObject({
    data: { heard: { loud: false, extras: ["Milk", "Ice"], size: 2, data: { a: [1] } } },
  });
});

test("whoever asks for a picture gets its bytes, everyone else its address", async () => {
  const fields: Fields = [["image", picture, "three.png", "image/png"]];
  for (const accept of ["image/png", "image/*", "image/png, application/json;q=0.5"]) {
    const answer = await post("picture", fields, { accept });
    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect((await pixels(await bytesOf(answer))).equals(await pixels(picture))).toBe(true);
  }
  for (const accept of ["*/*", "application/json", "application/json, image/png;q=0.5"]) {
    const answer = await post("picture", fields, { accept });
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    const { data } = (await answer.json()) as { data: { image: string } };
    expect((await fetch(data.image)).headers.get("content-type")).toBe("image/png");
  }
  const wrong = await post("picture", fields, { accept: "audio/wav" });
  expect([wrong.status, await wrong.json()]).toMatchObject([406, { detail: expect.stringContaining("image/png") }]);
});

test("what a form may not carry is refused by name", async () => {
  const refusals: readonly (readonly [string, Fields, number, string])[] = [
    ["echo", [["text", Buffer.from("a")]], 422, "text takes no file"],
    ["picture", [["image", "no-such-file"]], 422, "is not here"],
    [
      "picture",
      [
        ["image", picture],
        ["image", picture],
      ],
      422,
      "image takes one value",
    ],
    ["picture", [["other", picture]], 422, '"other" is no input'],
    ["picture", [["image", Buffer.from("no picture"), "a.png", "image/png"]], 422, "picture"],
    ["sizes", Array.from({ length: 21 }, () => ["files", Buffer.from("a")] as const), 413, "at most 20 files"],
    ["sizes", [["files", Buffer.alloc(51 * 1024 * 1024)]], 413, "File size"],
  ];
  for (const [name, fields, status, text] of refusals) {
    const answer = await post(name, fields);
    const { detail } = (await answer.json()) as { detail: string };
    expect({ name, status: answer.status, detail }).toMatchObject({ name, status });
    expect(detail).toContain(text);
  }
  const broken = await fetch(`${script.url}/api/picture`, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=x" },
    body: "--x\r\nno form",
  });
  expect([broken.status, broken.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
});
