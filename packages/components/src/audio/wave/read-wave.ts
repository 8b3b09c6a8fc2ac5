import { readSamplesInTurn } from "../samples/sample-coding.ts";
import type { Samples } from "../samples/samples.ts";
import { checkUnpacked, SoundError } from "../samples/sound-error.ts";
import { adpcmFrames, type AdpcmBlocks, readImaAdpcm, readMsAdpcm } from "./adpcm.ts";
import { waveFormat } from "./wave-format.ts";
import { readWaveLayout, type WaveLayout } from "./wave-layout.ts";

/**
 * The samples of a WAV file. Throws a `SoundError` for one that is damaged, for a format that is not read, and for one
 * that unpacks to more than `unpacked` bytes.
 */
export function readWave(bytes: Uint8Array, unpacked: number): Samples {
  const layout = readWaveLayout(bytes);
  if (layout === null || layout.data === null) throw new SoundError("damaged");
  const format = waveFormat(layout);
  if (format.kind === "refused") throw new SoundError("unread", `a WAV file ${format.name}`);
  const { channels, data, sampleRate, littleEndian } = layout;
  if (format.kind === "plain") {
    checkUnpacked((data.length / format.coding.bytes) * Float32Array.BYTES_PER_ELEMENT, unpacked);
    return { sampleRate, channels: readSamplesInTurn(data, channels, format.coding) };
  }
  const blocks: AdpcmBlocks = { data, channels, blockAlign: layout.blockAlign, littleEndian };
  const head = (format.kind === "ima-adpcm" ? 4 : 7) * channels;
  if (layout.blockAlign <= head) throw new SoundError("damaged");
  checkUnpacked(adpcmFrames(data.length, channels) * channels * Float32Array.BYTES_PER_ELEMENT, unpacked);
  const read = format.kind === "ima-adpcm" ? readImaAdpcm(blocks) : readMsAdpcm(blocks, coefficientsOf(layout));
  const { frames } = layout;
  // Blocks are filled up: the file says how many samples count.
  return { sampleRate, channels: frames === null ? read : read.map((channel) => channel.slice(0, frames)) };
}

const standardPairs: readonly (readonly [number, number])[] = [
  [256, 0],
  [512, -256],
  [0, 0],
  [192, 64],
  [240, 0],
  [460, -208],
  [392, -232],
];

function coefficientsOf({ extra, littleEndian }: WaveLayout): readonly (readonly [number, number])[] {
  if (extra.byteLength < 4) return standardPairs;
  const told = extra.getUint16(2, littleEndian);
  const count = Math.min(told, 256, Math.floor((extra.byteLength - 4) / 4));
  if (count < 1) return standardPairs;
  const short = (at: number): number => extra.getInt16(at, littleEndian);
  return Array.from({ length: count }, (_, pair) => [short(4 + pair * 4), short(6 + pair * 4)] as const);
}
