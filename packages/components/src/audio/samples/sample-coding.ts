/** How one sample is written. */
export interface SampleCoding {
  /** `unsigned` of 1 byte, `signed` of 1 to 4, `float` of 4 or 8, and the two codes of ITU-T G.711. */
  readonly coding: "unsigned" | "signed" | "float" | "alaw" | "mulaw";
  /** Bytes of a sample. */
  readonly bytes: number;
  readonly littleEndian: boolean;
}

/** The channels of samples that stand in turn, from -1 to 1; what is left of a last one is dropped. */
export function readSamplesInTurn(data: Uint8Array, channels: number, coding: SampleCoding): Float32Array[] {
  const frame = channels * coding.bytes;
  const frames = Math.floor(data.length / frame);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const read = readerOf(view, coding);
  return Array.from({ length: channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    let at = channel * coding.bytes;
    for (let index = 0; index < frames; index++, at += frame) samples[index] = read(at);
    return samples;
  });
}

function readerOf(view: DataView, { coding, bytes, littleEndian }: SampleCoding): (at: number) => number {
  if (coding === "unsigned") return (at) => (view.getUint8(at) - 128) / 128;
  if (coding === "alaw") return (at) => alaw[view.getUint8(at)]!;
  if (coding === "mulaw") return (at) => mulaw[view.getUint8(at)]!;
  if (coding === "float") {
    return bytes === 8 ? (at) => view.getFloat64(at, littleEndian) : (at) => view.getFloat32(at, littleEndian);
  }
  if (bytes === 1) return (at) => view.getInt8(at) / 2 ** 7;
  if (bytes === 2) return (at) => view.getInt16(at, littleEndian) / 2 ** 15;
  if (bytes === 4) return (at) => view.getInt32(at, littleEndian) / 2 ** 31;
  const upper = littleEndian ? 2 : 0;
  return (at) => (view.getInt8(at + upper) * 2 ** 16 + view.getUint16(at + 1 - upper / 2, littleEndian)) / 2 ** 23;
}

/** The 256 values of A-law (ITU-T G.711), of 13 bits. */
const alaw = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = ((bits & 15) << 4) + 8;
  const size = exponent === 0 ? mantissa : (mantissa + 256) << (exponent - 1);
  return ((bits & 0x80) === 0 ? -size : size) / 2 ** 15;
});

/** The 256 values of mu-law (ITU-T G.711), of 14 bits. */
const mulaw = Float32Array.from({ length: 256 }, (_, code) => {
  const bits = ~code & 0xff;
  const size = ((((bits & 15) << 3) + 132) << ((bits >> 4) & 7)) - 132;
  return ((bits & 0x80) === 0 ? size : -size) / 2 ** 15;
});
