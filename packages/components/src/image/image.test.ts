import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FileData, JsonValue } from "@vitrine/protocol";
import sharp, { type Sharp } from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnyComponent, implementation } from "../core/component.ts";
import type { ReceivedFile } from "../core/files.ts";
import { serverFile } from "../core/server-file.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { Image } from "./image.ts";
import type { Picture } from "./picture.ts";

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

const receive = async (component: AnyComponent, wire: unknown) =>
  component[implementation].preprocess(wire as JsonValue, files.context);
const give = async (component: AnyComponent, given: unknown) =>
  (await component[implementation].postprocess(given, files.context)) as unknown as FileData;

/** Two pixels side by side: red, and half-clear blue. */
const pair: Picture = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 255, 0, 0, 255, 128) };
const encode = (picture: Picture) =>
  sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 4 } });

/** The start of a PNG of any size: signature and IHDR, as RFC 2083 lays them out. */
function pngHeader(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(57);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  bytes.writeUInt32BE(13, 8);
  bytes.write("IHDR", 12, "latin1");
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  bytes.set([8, 6, 0, 0, 0], 24);
  bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  bytes.write("IDAT", 37, "latin1");
  bytes.write("IEND", 49, "latin1");
  return bytes;
}

/** CRC-32 of PNG (RFC 2083, appendix 15). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

it("hands the function the pixels, with transparency", async () => {
  const wire = files.send("pair.png", await encode(pair).png().toBuffer());
  const picture = (await receive(Image(), wire)) as Picture;
  expect(picture).toMatchObject({ width: 2, height: 1 });
  expect([...picture.data]).toEqual([...pair.data]);
});

it.each([
  ["grey, 8 bit", (image: Sharp) => image.removeAlpha().toColourspace("b-w").png()],
  ["16 bit", (image: Sharp) => image.toColourspace("rgb16").png()],
  ["palette", (image: Sharp) => image.png({ palette: true })],
  ["CMYK", (image: Sharp) => image.removeAlpha().toColourspace("cmyk").jpeg()],
  ["GIF", (image: Sharp) => image.gif()],
  ["AVIF", (image: Sharp) => image.avif()],
])("makes RGBA of 8 bits of %s", async (_what, convert) => {
  const wire = files.send("pair", await convert(encode(pair)).toBuffer());
  const { data } = (await receive(Image(), wire)) as Picture;
  expect(data.length).toBe(8);
  expect(data[3]).toBe(255);
});

it("turns a photograph as its EXIF orientation says", async () => {
  const turned = await encode(pair).removeAlpha().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await receive(Image(), files.send("photo.jpg", turned))).toMatchObject({ width: 1, height: 2 });
});

it("refuses a picture of 60,000×60,000 by its header alone", async () => {
  const started = process.memoryUsage().rss;
  await expect(receive(Image(), files.send("bomb.png", pngHeader(60_000, 60_000)))).rejects.toThrow(
    "“bomb.png” is too large: 60000×60000 pixels, at most 40 megapixels are allowed. Choose a smaller picture.",
  );
  expect(process.memoryUsage().rss - started).toBeLessThan(200e6);
});

it("obeys the limit that the operator set, for files too", async () => {
  const strict = await createTestFiles(1);
  const wire = strict.send("pair.png", await encode(pair).png().toBuffer());
  for (const component of [Image(), Image({ type: "file" })]) {
    const read = async () => component[implementation].preprocess(wire as unknown as JsonValue, strict.context);
    await expect(read()).rejects.toThrow(/2×1 pixels, at most 1 pixels/);
  }
  await strict.remove();
});

it("decodes only the first frame of an animation", async () => {
  const frame = await encode({ ...pair, data: new Uint8Array(8).fill(255) })
    .gif()
    .toBuffer();
  const start = frame.indexOf(Buffer.from([0x21, 0xf9]));
  const body = start === -1 ? frame.subarray(frame.indexOf(0x2c), -1) : frame.subarray(start, -1);
  const head = frame.subarray(0, frame.length - body.length - 1);
  const animated = Buffer.concat([head, ...Array<Buffer>(10_000).fill(body), Buffer.from([0x3b])]);
  expect((await sharp(animated, { pages: -1 }).metadata()).pages).toBe(10_000);
  expect(await receive(Image(), files.send("long.gif", animated))).toMatchObject({ width: 2, height: 1 });
});

it.each([
  [
    "text that is named like a picture",
    "cat.png",
    "hello, I am no picture",
    /“cat\.png” is not a picture: choose a PNG/,
  ],
  ["a page that is named like a picture", "cat.png", "<html><script>1</script></html>", /is not a picture/],
  ["SVG", "cat.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", /is not a picture/],
  ["nothing", "cat.png", "", /is not a picture/],
])("refuses %s", async (_what, name, content, message) => {
  const wire = files.send(name, new TextEncoder().encode(content), "image/png");
  for (const component of [Image(), Image({ type: "file" })]) {
    await expect(receive(component, wire)).rejects.toThrow(TypeError);
    await expect(receive(component, wire)).rejects.toThrow(message);
  }
});

it("refuses a picture that is cut off", async () => {
  const noise = { width: 64, height: 64, data: Uint8Array.from({ length: 64 * 64 * 4 }, (_, at) => (at * 7919) % 251) };
  const whole = await encode(noise).png().toBuffer();
  const wire = files.send("half.png", whole.subarray(0, whole.length / 2));
  await expect(receive(Image(), wire)).rejects.toThrow(/“half\.png” cannot be read as a picture, it may be damaged/);
});

it("mixes inks without a profile as browsers do", async () => {
  const red = sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } });
  const inks = await red.toColourspace("cmyk").jpeg({ quality: 100 }).toBuffer();
  const { data } = (await receive(Image(), files.send("inks.jpg", inks))) as Picture;
  for (const [at, right] of [255, 0, 0, 255].entries()) expect(Math.abs(data[at]! - right)).toBeLessThan(4);
});

it("hands on kinds that it does not read, and says so of their pixels", async () => {
  const header = Buffer.alloc(54);
  header.write("BM", "latin1");
  header[14] = 40;
  header.writeInt32LE(60_000, 18);
  header.writeInt32LE(-60_000, 22);
  const large = files.send("large.bmp", header);
  header.writeInt32LE(-2, 22);
  const bitmap = files.send("four.bmp", header);
  const received = await receive(Image({ type: "file" }), bitmap);
  expect(received).toMatchObject({ name: "four.bmp" });
  expect(await give(Image(), received)).toMatchObject({ orig_name: "four.bmp", size: 54 });
  await expect(receive(Image({ type: "file" }), large)).rejects.toThrow(/60000×60000 pixels, at most 40 megapixels/);
  await expect(receive(Image(), bitmap)).rejects.toThrow("“four.bmp” is BMP, which cannot be read here: choose a PNG");
  const heic = files.send("a.heic", Buffer.from("\0\0\0\u001cftypheic\0\0\0\0", "latin1"));
  expect(await receive(Image({ type: "file" }), heic)).toMatchObject({ name: "a.heic" });
  await expect(receive(Image(), heic)).rejects.toThrow(/“a\.heic” is HEIC, which cannot be read here/);
});

it("hands the file itself with type: file", async () => {
  const bytes = await encode(pair).png().toBuffer();
  const file = (await receive(Image({ type: "file" }), files.send("pair.png", bytes))) as ReceivedFile;
  expect(file.name).toBe("pair.png");
  expect(Buffer.from(await file.bytes()).equals(bytes)).toBe(true);
});

it.each(["png", "jpeg", "webp"] as const)("sends pixels as %s", async (format) => {
  const wire = await give(Image({ format }), pair);
  expect(wire).toMatchObject({ orig_name: `image.${format}`, mime_type: `image/${format}` });
  expect(await sharp(await files.read(wire)).metadata()).toMatchObject({ format, width: 2, height: 1 });
});

/** What a client sees of two pixels that a function gave. */
const pixels = async (data: Uint8Array | Uint8ClampedArray) => {
  const wire = await give(Image(), { width: 2, height: 1, data });
  return [...((await receive(Image(), wire)) as Picture).data];
};

it("sends the very pixels as PNG: RGBA, RGB and grey", async () => {
  expect(await pixels(pair.data)).toEqual([...pair.data]);
  expect(await pixels(Uint8ClampedArray.of(1, 2, 3, 4, 5, 6))).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
  expect(await pixels(Uint8Array.of(7, 9))).toEqual([7, 7, 7, 255, 9, 9, 9, 255]);
});

it("sends the pixels as they were when given", async () => {
  const data = new Uint8Array(pair.data);
  const wire = give(Image(), { width: 2, height: 1, data });
  data.fill(0);
  expect([...((await receive(Image(), await wire)) as Picture).data]).toEqual([...pair.data]);
});

it.each<[string, unknown, RegExp]>([
  [
    "too few bytes",
    { ...pair, data: new Uint8Array(7) },
    /a picture of 2×1 has 7 bytes: give 8 \(RGBA\), 6 \(RGB\) or 2 \(grey\)/,
  ],
  ["floats", { ...pair, data: new Float32Array(8) }, /the picture's data is a Float32Array: give a Uint8Array/],
  ["no width", { ...pair, width: 0 }, /the picture's width is 0: give a whole number of pixels from 1/],
  ["half a pixel", { ...pair, height: 1.5 }, /the picture's height is 1\.5/],
  ["a path", "/etc/hostname", /use serverFile\(path\)/],
  ["a number", 3, /a picture \{ width, height, data \} or a file is needed, got 3/],
  ["bytes that are no picture", Uint8Array.of(1, 2, 3), /the bytes cannot be shown as a picture/],
  ["a Blob that is no picture", new Blob(["hello"], { type: "image/png" }), /the Blob cannot be shown as a picture/],
])("refuses %s", async (_what, given, message) => {
  await expect(give(Image(), given)).rejects.toThrow(TypeError);
  await expect(give(Image(), given)).rejects.toThrow(message);
});

it("sends files that are pictures, under the type that they are", async () => {
  const bytes = await encode(pair).png().toBuffer();
  const path = join(tmpdir(), `components-image-${process.pid}`);
  await writeFile(path, bytes);
  const received = await receive(Image({ type: "file" }), files.send("pair.png", bytes, "image/png"));
  for (const given of [bytes, new Blob([new Uint8Array(bytes)]), serverFile(path), received]) {
    const wire = await give(Image(), given);
    expect(wire.mime_type).toBe("image/png");
    expect(Buffer.from(await files.read(wire)).equals(bytes)).toBe(true);
  }
  await writeFile(path, "no picture");
  await expect(give(Image(), serverFile(path))).rejects.toThrow(/cannot be shown as a picture/);
});

it("gives a reference of its own for each yield", async () => {
  const first = await give(Image(), pair);
  expect(first).not.toBe(await give(Image(), pair));
});
