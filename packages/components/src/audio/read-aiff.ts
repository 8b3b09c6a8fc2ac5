import { readSamplesInTurn, type SampleCoding } from "./samples/sample-coding.ts";
import type { Samples } from "./samples/samples.ts";
import { checkUnpacked, SoundError } from "./samples/sound-error.ts";
import { mostReadChannels } from "./wave/wave-format.ts";

/**
 * The samples of an AIFF or AIFF-C file (Apple, "Audio Interchange File Format", 1989 and 1991). Throws a `SoundError`
 * for one that is damaged, for a compression that is not read, and for one of more than `unpacked` bytes.
 */
export function readAiff(bytes: Uint8Array, unpacked: number): Samples {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const compressed = nameAt(bytes, 8) === "AIFC";
  let common: DataView | null = null;
  let data: Uint8Array | null = null;
  for (let at = 12; at + 8 <= bytes.length && (common === null || data === null);) {
    const name = nameAt(bytes, at);
    const told = view.getUint32(at + 4);
    const start = at + 8;
    const held = Math.min(told, bytes.length - start);
    if (name === "COMM") common ??= new DataView(bytes.buffer, bytes.byteOffset + start, held);
    if (name === "SSND" && held >= 8)
      data ??= bytes.subarray(start + 8 + Math.min(view.getUint32(start), held - 8), start + held);
    at = start + told + (told % 2);
  }
  if (common === null || common.byteLength < (compressed ? 22 : 18) || data === null) throw new SoundError("damaged");
  const channels = common.getUint16(0);
  const sampleRate = Math.round(extended(common, 8));
  const compression = compressed ? nameAt(new Uint8Array(common.buffer, common.byteOffset), 18) : "NONE";
  const coding = codingOf(compression, common.getUint16(6));
  if (coding === null) throw new SoundError("unread", `an AIFF file of ${compression.trim()}`);
  if (channels < 1 || channels > mostReadChannels)
    throw new SoundError("unread", `an AIFF file of ${channels} channels`);
  if (!(sampleRate >= 1 && sampleRate <= 768_000)) throw new SoundError("damaged");
  const size = Math.min(data.length, common.getUint32(2) * channels * coding.bytes);
  checkUnpacked((size / coding.bytes) * Float32Array.BYTES_PER_ELEMENT, unpacked);
  return { sampleRate, channels: readSamplesInTurn(data.subarray(0, size), channels, coding) };
}

function codingOf(compression: string, bits: number): SampleCoding | null {
  const whole = Math.ceil(bits / 8);
  const fixed = codings[compression];
  if (fixed !== undefined) return fixed;
  if (!["NONE", "twos", "sowt", "raw "].includes(compression) || whole < 1 || whole > 4) return null;
  if (compression === "raw ") return whole === 1 ? { coding: "unsigned", bytes: 1, littleEndian: false } : null;
  return { coding: "signed", bytes: whole, littleEndian: compression === "sowt" };
}

const codings: Readonly<Record<string, SampleCoding>> = {
  fl32: { coding: "float", bytes: 4, littleEndian: false },
  FL32: { coding: "float", bytes: 4, littleEndian: false },
  fl64: { coding: "float", bytes: 8, littleEndian: false },
  FL64: { coding: "float", bytes: 8, littleEndian: false },
  in24: { coding: "signed", bytes: 3, littleEndian: false },
  in32: { coding: "signed", bytes: 4, littleEndian: false },
  alaw: { coding: "alaw", bytes: 1, littleEndian: false },
  ALAW: { coding: "alaw", bytes: 1, littleEndian: false },
  ulaw: { coding: "mulaw", bytes: 1, littleEndian: false },
  ULAW: { coding: "mulaw", bytes: 1, littleEndian: false },
};

/** A number of 80 bits (IEEE 754 extended), not negative. */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383;
  return (view.getUint32(at + 2) * 2 ** 32 + view.getUint32(at + 6)) * 2 ** (exponent - 63);
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
