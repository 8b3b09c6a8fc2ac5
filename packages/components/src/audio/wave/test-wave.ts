/** What a WAV file for a test says and holds; what is left out is PCM of 16 bits, one channel, 8,000 samples a second. */
export interface TestWave {
  readonly form?: string;
  readonly tag?: number;
  readonly channels?: number;
  readonly sampleRate?: number;
  readonly bits?: number;
  readonly blockAlign?: number;
  /** Fields of `fmt ` after the first 16 bytes. */
  readonly extra?: Uint8Array;
  /** The samples' bytes. */
  readonly data?: Uint8Array;
  /** The size that is told for them. */
  readonly dataSize?: number;
  /** The size that is told for all. */
  readonly size?: number;
  readonly before?: readonly Uint8Array[];
  readonly after?: readonly Uint8Array[];
}

/** A chunk with the size that it has, or another. */
export function testChunk(name: string, content: Uint8Array, size: number = content.length, little = true): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(name, "latin1");
  if (little) head.writeUInt32LE(size, 4);
  else head.writeUInt32BE(size, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

/** The bytes of a WAV file. */
export function testWave(about: TestWave = {}): Uint8Array {
  const { form = "RIFF", tag = 1, channels = 1, sampleRate = 8000, bits = 16, data = new Uint8Array() } = about;
  const { blockAlign = (channels * bits) / 8, extra = new Uint8Array(), before = [], after = [] } = about;
  const little = form !== "RIFX";
  const format = new DataView(new ArrayBuffer(16));
  format.setUint16(0, tag, little);
  format.setUint16(2, channels, little);
  format.setUint32(4, sampleRate, little);
  format.setUint32(8, sampleRate * blockAlign, little);
  format.setUint16(12, blockAlign, little);
  format.setUint16(14, bits, little);
  const body = Buffer.concat([
    Buffer.from("WAVE"),
    ...before,
    testChunk("fmt ", Buffer.concat([new Uint8Array(format.buffer), extra]), undefined, little),
    testChunk("data", data, about.dataSize, little),
    ...after,
  ]);
  return testChunk(form, body, about.size, little);
}

/** What follows the 16 bytes of `fmt ` in WAVE_FORMAT_EXTENSIBLE: the SubFormat of a tag. */
export function extensible(tag: number, validBits: number): Uint8Array {
  const extra = Buffer.from("16000000000000000000000000001000800000aa00389b71", "hex");
  extra.writeUInt16LE(validBits, 2);
  extra.writeUInt32LE(tag, 8);
  return extra;
}
