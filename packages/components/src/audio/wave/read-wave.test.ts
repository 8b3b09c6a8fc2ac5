import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readWave } from "./read-wave.ts";
import { extensible, testChunk, type TestWave, testWave } from "./test-wave.ts";
import { writeWave } from "./write-wave.ts";

const read = (about: TestWave, unpacked = 100e6) => readWave(testWave(about), unpacked);
const firstOf = (about: TestWave) => Array.from(read(about).channels[0]!);

/** Bytes of numbers as an array of such numbers lays them out here, on a machine whose order is little-endian. */
const bytesOf = (numbers: ArrayBufferView) => new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);

describe("reads each known kind exactly", () => {
  it.each<[string, TestWave, number[]]>([
    ["8 bits", { bits: 8, data: Uint8Array.of(128, 255, 0, 64) }, [0, 127 / 128, -1, -0.5]],
    ["16 bits", { data: bytesOf(Int16Array.of(0, 32_767, -32_768, 1)) }, [0, 32_767 / 32_768, -1, 1 / 32_768]],
    [
      "24 bits",
      { bits: 24, data: Uint8Array.of(0, 0, 0, 255, 255, 127, 0, 0, 128, 0, 0, 64) },
      [0, 1 - 2 ** -23, -1, 0.5],
    ],
    ["32 bits", { bits: 32, data: bytesOf(Int32Array.of(0, -(2 ** 31), 2 ** 30)) }, [0, -1, 0.5]],
    ["20 bits in 24", { bits: 20, blockAlign: 3, data: Uint8Array.of(0, 0, 64, 0, 0, 192) }, [0.5, -0.5]],
    ["12 bits in 16", { bits: 12, blockAlign: 2, data: bytesOf(Int16Array.of(16_384, -16_384)) }, [0.5, -0.5]],
    ["floats of 32 bits", { tag: 3, bits: 32, data: bytesOf(Float32Array.of(0.25, -1.5)) }, [0.25, -1.5]],
    ["floats of 64 bits", { tag: 3, bits: 64, data: bytesOf(Float64Array.of(0.25, -1)) }, [0.25, -1]],
    // The largest, the smallest and silence (ITU-T G.711, tables 1 and 2).
    [
      "A-law",
      { tag: 6, bits: 8, data: Uint8Array.of(0xaa, 0x2a, 0xd5) },
      [32_256 / 32_768, -32_256 / 32_768, 8 / 32_768],
    ],
    ["mu-law", { tag: 7, bits: 8, data: Uint8Array.of(0x80, 0x00, 0xff) }, [32_124 / 32_768, -32_124 / 32_768, 0]],
    ["extensible PCM", { tag: 0xfffe, extra: extensible(1, 16), data: bytesOf(Int16Array.of(8192)) }, [0.25]],
    [
      "extensible floats",
      { tag: 0xfffe, bits: 32, extra: extensible(3, 32), data: bytesOf(Float32Array.of(0.5, -0.25)) },
      [0.5, -0.25],
    ],
    ["RIFX", { form: "RIFX", data: Uint8Array.of(64, 0, 192, 0) }, [0.5, -0.5]],
    ["RIFX of 24 bits", { form: "RIFX", bits: 24, data: Uint8Array.of(64, 0, 0, 255, 255, 255) }, [0.5, -(2 ** -23)]],
  ])("%s", (_kind, about, expected) => {
    expect(firstOf(about)).toEqual(expected);
  });

  it("channels in turn", () => {
    const data = bytesOf(Int16Array.of(16_384, -16_384, 8192, -8192, 7));
    const { channels, sampleRate } = read({ channels: 2, sampleRate: 44_100, data });
    expect(channels.map((channel) => Array.from(channel))).toEqual([
      [0.5, 0.25],
      [-0.5, -0.25],
    ]);
    expect(sampleRate).toBe(44_100);
  });

  it("as many as 64 channels", () => {
    expect(read({ channels: 64, data: new Uint8Array(256) }).channels.map(({ length }) => length)).toEqual(
      Array.from({ length: 64 }, () => 2),
    );
  });

  // 0.5 sin(2π 440 t) and 0.25 sin(2π 660 t), 16,000 a second, packed by ffmpeg.
  it.each(["ms-adpcm", "ima-adpcm"])("%s, in two channels", (kind) => {
    const { channels } = readWave(readFileSync(new URL(`../test-sounds/${kind}.wav`, import.meta.url)), 100e6);
    expect(channels).toHaveLength(2);
    for (const [channel, [loud, pitch]] of [[0.5, 440] as const, [0.25, 660] as const].entries()) {
      // The first steps follow too slowly, as in each such file.
      for (let at = 100; at < 1600; at++) {
        const right = loud * Math.sin((2 * Math.PI * pitch * at) / 16_000);
        expect(Math.abs(channels[channel]![at]! - right)).toBeLessThan(0.03);
      }
    }
  });

  it("as many samples of packed blocks as the file says count", () => {
    // A block of IMA ADPCM with one sample in its head and eight zeros behind it, of which three count.
    const fact = testChunk("fact", bytesOf(Uint32Array.of(4)));
    const block = Uint8Array.of(0, 64, 0, 0, 0, 0, 0, 0);
    const about = { tag: 0x11, bits: 4, blockAlign: 8, data: block, before: [fact] };
    expect(firstOf(about)).toHaveLength(4);
    expect(firstOf(about)[0]).toBe(0.5);
    expect(firstOf({ ...about, before: [] })).toHaveLength(9);
  });
});

describe("refuses all else by its name", () => {
  it.each<[TestWave, string]>([
    [{ tag: 0x31, bits: 0, blockAlign: 65 }, "GSM 6.10"],
    [{ tag: 0x55, bits: 0, blockAlign: 1 }, "MP3"],
    [{ tag: 0x1234 }, "format 0x1234"],
    [{ tag: 0x11, bits: 3, blockAlign: 32 }, "IMA ADPCM, 3 bits"],
    [{ tag: 2, bits: 4, channels: 4, blockAlign: 256 }, "MS ADPCM, 4 bits, 4 channels"],
    [{ tag: 3, bits: 16 }, "floats of 16 bits"],
    [{ bits: 64 }, "PCM of 64 bits"],
    [{ bits: 32, blockAlign: 2 }, "PCM of 32 bits in 2 bytes"],
    [{ channels: 0 }, "0 channels"],
    [{ channels: 65_535 }, "65535 channels"],
    [{ sampleRate: 0 }, "0 samples a second"],
    [{ sampleRate: 4_294_967_295, blockAlign: 1, bits: 8 }, "4294967295 samples a second"],
    [{ tag: 0xfffe, extra: extensible(0x31, 0) }, "GSM 6.10"],
    [{ tag: 0xfffe, extra: extensible(1, 16).fill(9, 12) }, "an unknown extensible format"],
  ])("%j", (about, name) => {
    expect(() => read({ data: new Uint8Array(1000), ...about })).toThrow(
      expect.objectContaining({ problem: "unread", detail: expect.stringContaining(name) }),
    );
  });

  it.each<[string, Uint8Array]>([
    ["a file that is cut in its head", testWave({ data: new Uint8Array(100) }).subarray(0, 24)],
    ["a file without samples", testWave().subarray(0, 36)],
    ["a block no longer than its head", testWave({ tag: 2, bits: 4, blockAlign: 7, data: new Uint8Array(100) })],
    ["blocks of no bytes", testWave({ tag: 0x11, bits: 4, blockAlign: 0, data: new Uint8Array(100) })],
  ])("%s", (_what, bytes) => {
    expect(() => readWave(bytes, 100e6)).toThrow(expect.objectContaining({ problem: "damaged" }));
  });

  it("what unpacks to more than the limit, before it is unpacked", () => {
    const about = { bits: 8, data: new Uint8Array(2000) };
    expect(() => read(about, 7999)).toThrow(expect.objectContaining({ problem: "long" }));
    expect(firstOf({ ...about })).toHaveLength(2000);
    const packed = { tag: 0x11, bits: 4, blockAlign: 1000, data: new Uint8Array(2000) };
    expect(() => read(packed, 15_999)).toThrow(expect.objectContaining({ problem: "long" }));
  });
});

describe("believes no size that the file does not hold", () => {
  const data = bytesOf(Int16Array.of(1, 2, 3, 4));

  it.each<[string, TestWave, number]>([
    ["0, of a recorder that was cut off", { dataSize: 0, size: 0 }, 4],
    ["0 in a head that was written before the sound", { dataSize: 0, size: 36 }, 4],
    ["0xFFFFFFFF, of a pipe", { dataSize: 0xffff_ffff, size: 0xffff_ffff }, 4],
    ["more than there is", { dataSize: 2 ** 31 }, 4],
    ["less than there is", { dataSize: 4 }, 2],
  ])("%s", (_what, sizes, count) => {
    expect(firstOf({ data, ...sizes })).toHaveLength(count);
  });

  it("a sound of no samples is one", () => {
    expect(firstOf({ data: new Uint8Array() })).toEqual([]);
    expect(firstOf({ data: new Uint8Array(), after: [testChunk("LIST", Buffer.from("INFO"))] })).toEqual([]);
  });

  it("RF64 and BW64 tell the size beside", () => {
    const sizes = Buffer.alloc(28);
    sizes.writeBigUInt64LE(4n, 8);
    for (const form of ["RF64", "BW64"]) {
      const about = { form, data, dataSize: 0xffff_ffff, size: 0xffff_ffff, before: [testChunk("ds64", sizes)] };
      expect(firstOf(about)).toHaveLength(2);
      expect(firstOf({ ...about, before: [] })).toHaveLength(4);
    }
    sizes.writeBigUInt64LE(2n ** 63n, 8);
    expect(firstOf({ form: "RF64", data, dataSize: 0xffff_ffff, before: [testChunk("ds64", sizes)] })).toHaveLength(4);
  });

  it("chunks of other things are passed over, whatever they count", () => {
    const many = Buffer.from("ffffffff00000000", "hex");
    const hostile = [
      testChunk("cue ", many),
      testChunk("smpl", Buffer.concat([Buffer.alloc(28), many])),
      testChunk("LIST", Buffer.concat([Buffer.from("adtlltxt"), many, many])),
      testChunk("bext", many, 0xffff_fff0),
    ];
    expect(firstOf({ data, after: hostile })).toHaveLength(4);
    expect(firstOf({ data, before: hostile.slice(0, 3) })).toHaveLength(4);
    expect(() => read({ data, before: hostile })).toThrow(expect.objectContaining({ problem: "damaged" }));
    const junk = Buffer.concat(Array.from({ length: 100_000 }, () => testChunk("JUNK", new Uint8Array())));
    expect(firstOf({ data, before: [junk] })).toHaveLength(4);
  });
});

it("writes what it reads", () => {
  const channels = [Int16Array.of(0, 16_384), Int16Array.of(-32_768, 7)];
  const { sampleRate, channels: back } = readWave(writeWave(22_050, channels), 100e6);
  expect(sampleRate).toBe(22_050);
  expect(back.map((channel) => Array.from(channel, (sample) => sample * 32_768))).toEqual(
    channels.map((one) => [...one]),
  );
});

it("gives samples or a reason, whatever bytes of a file are changed or cut off", () => {
  let state = 11;
  const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
  const kinds: TestWave[] = [
    {},
    { tag: 3, bits: 32 },
    { tag: 2, bits: 4, blockAlign: 64, extra: bytesOf(Int16Array.of(32, 116, 7, 256, 0)) },
    { tag: 0x11, bits: 4, blockAlign: 32, channels: 2 },
    { form: "RF64", dataSize: 0xffff_ffff, before: [testChunk("ds64", Buffer.alloc(28, 1))] },
    { tag: 0xfffe, extra: extensible(1, 16) },
  ];
  for (let round = 0; round < 3000; round++) {
    const whole = testWave({ ...kinds[round % kinds.length], data: new Uint8Array(600).fill(random(256)) });
    const bytes = whole.slice(0, round % 3 === 0 ? random(whole.length) : undefined);
    for (let changed = 0; changed < 1 + (round % 5) && bytes.length > 0; changed++) {
      bytes[random(Math.min(bytes.length, 120))] = [0, 255, 128, random(256)][random(4)]!;
    }

    expect(outcomeOf(bytes)).toMatch(/^(?:read|damaged|unread|long)$/);
  }
});

function outcomeOf(bytes: Uint8Array): string {
  try {
    readWave(bytes, 1e6);
    return "read";
  } catch (error) {
    return (error as { problem?: string }).problem ?? String(error);
  }
}
