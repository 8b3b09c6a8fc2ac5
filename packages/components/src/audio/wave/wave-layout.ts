/** What a WAV file says of its samples, and where they lie. */
export interface WaveLayout {
  /** The format tag; of WAVE_FORMAT_EXTENSIBLE that of its SubFormat, null where that is no tag. */
  readonly tag: number | null;
  readonly channels: number;
  /** Samples a second. */
  readonly sampleRate: number;
  /** Bytes of a block: one sample of each channel, or one packed block. */
  readonly blockAlign: number;
  readonly bits: number;
  /** What follows the fields that all formats have. */
  readonly extra: DataView;
  /** Samples a channel by the `fact` chunk or by `ds64`; null where the file does not say. */
  readonly frames: number | null;
  readonly littleEndian: boolean;
  /** The samples, as far as the file holds them; null where the bytes end before. */
  readonly data: Uint8Array | null;
}

const unknownSize = 0xffff_ffff;

/**
 * Reads the chunks of a WAV file that tell of its samples, and passes over all others. Sizes are taken for no more than
 * the file holds; a size of 0 or 0xFFFFFFFF for the samples, which a recorder leaves that is cut off, means all that
 * follows. Gives null for what is no WAV file, and for one whose head holds no format.
 *
 * RIFF and WAVEFORMATEXTENSIBLE after Microsoft's "Multiple channel audio data and WAVE files", RIFX as RIFF in the other
 * order of bytes, RF64 and BW64 after EBU Tech 3306 and ITU-R BS.2088.
 */
export function readWaveLayout(bytes: Uint8Array): WaveLayout | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const form = bytes.length < 12 ? "" : nameAt(bytes, 0);
  if (!/^(?:RIF[FX]|RF64|BW64)$/.test(form) || nameAt(bytes, 8) !== "WAVE") return null;
  const littleEndian = form !== "RIFX";
  const large = form === "RF64" || form === "BW64";
  const whole = view.getUint32(4, littleEndian);
  let format: DataView | null = null;
  let frames: number | null = null;
  let largeSize: number | null = null;
  let data: Uint8Array | null = null;
  for (let at = 12; at + 8 <= bytes.length && (data === null || format === null);) {
    const name = nameAt(bytes, at);
    const told = view.getUint32(at + 4, littleEndian);
    const start = at + 8;
    const held = Math.min(told, bytes.length - start);
    const chunk = new DataView(bytes.buffer, bytes.byteOffset + start, held);
    if (name === "fmt ") format ??= chunk;
    if (name === "fact" && held >= 4) frames ??= factOf(chunk.getUint32(0, littleEndian));
    if (name === "ds64" && large && held >= 24) {
      largeSize = lengthAt(chunk, 8);
      frames = factOf(lengthAt(chunk, 16));
    }
    let size = told;
    if (name === "data" && data === null) {
      if (large && told === unknownSize && largeSize !== null) size = largeSize;
      const open = size === unknownSize || (size === 0 && whole + 8 !== bytes.length);
      if (open) size = bytes.length - start;
      data = bytes.subarray(start, start + Math.min(size, bytes.length - start));
    }
    // A chunk of an odd length has a byte behind it that belongs to none.
    at = start + size + (size % 2);
  }
  return format === null || format.byteLength < 14 ? null : { ...readFormat(format, littleEndian), frames, data };
}

function readFormat(format: DataView, littleEndian: boolean): Omit<WaveLayout, "frames" | "data"> {
  const tag = format.getUint16(0, littleEndian);
  const length = format.byteLength;
  const extended = tag === 0xfffe && length >= 40;
  return {
    tag: extended ? subFormat(format, littleEndian) : tag,
    channels: format.getUint16(2, littleEndian),
    sampleRate: format.getUint32(4, littleEndian),
    blockAlign: format.getUint16(12, littleEndian),
    bits: length < 16 ? 0 : format.getUint16(14, littleEndian),
    extra: new DataView(format.buffer, format.byteOffset + Math.min(18, length), Math.max(0, length - 18)),
    littleEndian,
  };
}

/** The tag in a SubFormat, {0000xxxx-0000-0010-8000-00AA00389B71}; null for every other one. */
function subFormat(format: DataView, littleEndian: boolean): number | null {
  const tag = format.getUint32(24, littleEndian);
  const middle = format.getUint16(28, littleEndian) === 0 && format.getUint16(30, littleEndian) === 0x0010;
  const end = [0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71].every((byte, at) => format.getUint8(32 + at) === byte);
  return tag <= 0xffff && middle && end ? tag : null;
}

// What was not filled in when the recording ended says nothing.
function factOf(count: number): number | null {
  return count === 0 || count === unknownSize ? null : count;
}

function lengthAt(chunk: DataView, at: number): number {
  return chunk.getUint32(at, true) + chunk.getUint32(at + 4, true) * 2 ** 32;
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}
