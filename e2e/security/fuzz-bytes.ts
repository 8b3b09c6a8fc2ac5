import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Arbitrary, array, constantFrom, double, integer, nat, oneof, tuple, uint8Array } from "fast-check";
import sharp from "sharp";

const sounds = fileURLToPath(new URL("../../packages/components/src/audio/test-sounds", import.meta.url));

/** Small pictures and sounds of every kind that is read. */
export async function mediaFiles(): Promise<readonly Buffer[]> {
  const picture = sharp({ create: { width: 9, height: 7, channels: 4, background: "#19e8" } });
  const pictures = ["png", "jpeg", "webp", "gif", "tiff", "avif"] as const;
  return [
    ...(await Promise.all(pictures.map((format) => picture.clone().toFormat(format).toBuffer()))),
    ...readdirSync(sounds).map((name) => readFileSync(join(sounds, name))),
  ];
}

type Change = (bytes: Buffer) => Buffer;

const at = (bytes: Buffer, where: number): number => Math.floor(where * bytes.length);
const where = double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
/** Headers stand at the beginning. */
const early = oneof(
  where,
  where.map((place) => place / 50),
);
const sizes = [0, 1, 4, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff];

const changes: readonly Arbitrary<Change>[] = [
  early.map((place) => (bytes) => bytes.subarray(0, at(bytes, place))),
  where.map((place) => (bytes) => bytes.subarray(at(bytes, place))),
  tuple(early, uint8Array({ minLength: 1, maxLength: 8 })).map(([place, other]) => (bytes) => {
    const copy = Buffer.from(bytes);
    copy.set(other.subarray(0, Math.max(0, copy.length - at(copy, place))), at(copy, place));
    return copy;
  }),
  tuple(early, constantFrom(...sizes), constantFrom("LE", "BE")).map(([place, size, order]) => (bytes) => {
    const copy = Buffer.concat([bytes, Buffer.alloc(4)]);
    copy[`writeUInt32${order}`](size, at(bytes, place));
    return copy;
  }),
  tuple(early, where, integer({ min: 2, max: 20 })).map(([from, to, times]) => (bytes) => {
    const [start, end] = [at(bytes, Math.min(from, to)), at(bytes, Math.max(from, to))];
    const piece = bytes.subarray(start, Math.min(end, start + 2_000));
    return Buffer.concat([
      bytes.subarray(0, start),
      ...Array.from({ length: times }, () => piece),
      bytes.subarray(start),
    ]);
  }),
];

/** One of the files, changed up to four times: cut, overwritten, with other sizes in its headers, with pieces repeated. */
export function brokenFiles(files: readonly Buffer[]): Arbitrary<Buffer> {
  return tuple(nat(files.length - 1), array(oneof(...changes), { maxLength: 4 })).map(([index, all]) =>
    all.reduce((bytes, change) => change(bytes), files[index]!),
  );
}
