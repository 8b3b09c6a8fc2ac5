import type { FileData, JsonValue } from "@vitrine/protocol";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import type { ReceivedFile } from "../core/files.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { Gallery, type GalleryItem } from "./gallery.ts";

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

const receive = async (wire: unknown) =>
  (await Gallery()[implementation].preprocess(wire as JsonValue, files.context)) as GalleryItem[];
const give = async (given: unknown) =>
  (await Gallery()[implementation].postprocess(given, files.context)) as unknown as GalleryItem<FileData, FileData>[];

const pixel = { width: 1, height: 1, data: Uint8Array.of(255, 0, 0, 255) };
const png = () =>
  sharp(pixel.data, { raw: { width: 1, height: 1, channels: 4 } })
    .png()
    .toBuffer();
const mp4 = Buffer.from("\0\0\0\u0018ftypisom and more", "latin1");

it("hands the function files with their captions", async () => {
  const image = files.send("a.png", await png(), "image/png");
  const video = files.send("b.mp4", mp4, "video/mp4");
  const items = await receive([{ image, caption: "A" }, { image, caption: null }, { video }]);
  expect(items).toMatchObject([
    { image: { name: "a.png" }, caption: "A" },
    { image: { name: "a.png" } },
    { video: { name: "b.mp4" } },
  ]);
  expect(items[1]).not.toHaveProperty("caption");
  expect(Gallery()[implementation].fileSlots).toEqual(["/*/image", "/*/video"]);
});

it("looks at a file for what it is given as, also where it stands twice", async () => {
  const image = files.send("a.png", await png(), "image/png");
  const video = files.send("b.mp4", mp4, "video/mp4");
  await expect(receive([{ video }, { image: video }])).rejects.toThrow(TypeError);
  await expect(receive([{ image }, { video: image }])).rejects.toThrow(TypeError);
});

it("sends pixels, files and items as Gradio's clients read them", async () => {
  const [{ image } = {} as never] = (await receive([{ image: files.send("a.png", await png(), "image/png") }])) as {
    image: ReceivedFile;
  }[];
  const items = await give([pixel, await png(), { image, caption: "mine" }, { video: new Uint8Array(mp4) }]);
  expect(items).toMatchObject([
    { image: { orig_name: "image.webp", mime_type: "image/webp", meta: { _type: "gradio.FileData" } }, caption: null },
    { image: { mime_type: "image/png" }, caption: null },
    { image: { orig_name: "a.png" }, caption: "mine" },
    { video: { mime_type: "video/mp4" }, caption: null },
  ]);
});

it("sends pixels as they were when given", async () => {
  const data = new Uint8Array(pixel.data);
  const given = give([{ image: { ...pixel, data } }]);
  data.fill(0);
  const [item] = (await given) as { image: FileData }[];
  expect(
    [
      ...(await sharp(await files.read(item!.image))
        .removeAlpha()
        .raw()
        .toBuffer()),
    ][0],
  ).toBeGreaterThan(200);
});

it.each<[unknown, RegExp]>([
  [pixel, /a list of pictures is needed, got \{"width":1.*give \[picture\]/],
  [["/etc/hostname"], /item 0 of the gallery cannot be used: .*use serverFile\(path\)/],
  [[pixel, { image: "a.png" }], /item 1 of the gallery cannot be used: .*serverFile/],
  [[{ image: pixel, caption: 3 }], /item 0 of the gallery cannot be used: the caption is 3/],
  [[{ video: Uint8Array.of(1) }], /the bytes cannot be played as a video/],
])("refuses %j", async (given, message) => {
  await expect(give(given)).rejects.toThrow(TypeError);
  await expect(give(given)).rejects.toThrow(message);
});

it("refuses what is no picture, and asks for one at least unless it is optional", async () => {
  const page = files.send("a.png", Buffer.from("<html>"), "image/png");
  await expect(receive([{ image: page }])).rejects.toThrow(/“a\.png” is not a picture/);
  expect(Gallery()[implementation].schema).toMatchObject({ minItems: 1 });
  expect(Gallery({ optional: true })[implementation].schema).toMatchObject({ minItems: 0 });
});
