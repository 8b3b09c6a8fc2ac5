/** Blocks of ADPCM: how large they are, and how many samples a channel they hold. */
export interface AdpcmBlocks {
  readonly data: Uint8Array;
  readonly channels: number;
  /** Bytes of a block; the last one may be shorter. */
  readonly blockAlign: number;
  readonly littleEndian: boolean;
}

/**
 * The channels of IMA ADPCM as WAV packs it, from -1 to 1: each block begins with a sample and a step of each channel,
 * then eight samples of each in turn (Microsoft's "IMA ADPCM Wave Type", the tables of the IMA's recommended practices).
 */
export function readImaAdpcm(blocks: AdpcmBlocks): Float32Array[] {
  const { data, channels, blockAlign, littleEndian } = blocks;
  const head = 4 * channels;
  return readBlocks(
    blocks,
    head,
    (length) => 1 + Math.floor((length - head) / head) * 8,
    (start, length, out, from) => {
      const view = new DataView(data.buffer, data.byteOffset + start, Math.min(length, blockAlign));
      for (const [channel, samples] of out.entries()) {
        let value = view.getInt16(channel * 4, littleEndian);
        let index = Math.min(88, view.getUint8(channel * 4 + 2));
        let to = from;
        samples[to++] = value / 32_768;
        for (let at = head + channel * 4; at + 4 <= view.byteLength; at += head) {
          for (let nibble = 0; nibble < 8; nibble++) {
            const code = (view.getUint8(at + (nibble >> 1)) >> ((nibble & 1) * 4)) & 15;
            const step = imaSteps[index]!;
            const change =
              (step >> 3) + (code & 1 ? step >> 2 : 0) + (code & 2 ? step >> 1 : 0) + (code & 4 ? step : 0);
            value = clamp(code & 8 ? value - change : value + change);
            index = Math.max(0, Math.min(88, index + imaMoves[code & 7]!));
            samples[to++] = value / 32_768;
          }
        }
      }
    },
  );
}

/**
 * The channels of MS ADPCM, from -1 to 1: each block begins with a predictor, a step and two samples of each channel
 * (Microsoft's "Multimedia Data Standards Update", 1994). `coefficients` are the pairs that the file gives.
 */
export function readMsAdpcm(blocks: AdpcmBlocks, coefficients: readonly (readonly [number, number])[]): Float32Array[] {
  const { data, channels, littleEndian } = blocks;
  const head = 7 * channels;
  const count = (length: number): number => 2 + Math.floor(((length - head) * 2) / channels);
  return readBlocks(blocks, head, count, (start, length, out, from) => {
    const view = new DataView(data.buffer, data.byteOffset + start, length);
    const states = out.map((samples, channel) => {
      const [first, second] = coefficients[view.getUint8(channel)] ?? [0, 0];
      const shorts = [1, 3, 5].map((place) => view.getInt16(place * channels + channel * 2, littleEndian));
      const [step = 0, before = 0, earlier = 0] = shorts;
      samples[from] = earlier / 32_768;
      samples[from + 1] = before / 32_768;
      return { samples, first, second, step, before, earlier };
    });
    const total = (count(length) - 2) * channels;
    for (let nibble = 0; nibble < total; nibble++) {
      const state = states[nibble % channels]!;
      const code = (view.getUint8(head + (nibble >> 1)) >> (nibble % 2 === 0 ? 4 : 0)) & 15;
      const guess = (state.before * state.first + state.earlier * state.second) >> 8;
      const value = clamp(guess + (code < 8 ? code : code - 16) * state.step);
      state.earlier = state.before;
      state.before = value;
      state.step = Math.min(maxStep, Math.max(16, (msAdapt[code]! * state.step) >> 8));
      state.samples[from + 2 + Math.floor(nibble / channels)] = value / 32_768;
    }
  });
}

type ReadBlock = (start: number, length: number, out: readonly Float32Array[], from: number) => void;

function readBlocks(
  { data, channels, blockAlign }: AdpcmBlocks,
  head: number,
  count: (length: number) => number,
  read: ReadBlock,
): Float32Array[] {
  const rest = data.length % blockAlign;
  const frames = Math.floor(data.length / blockAlign) * count(blockAlign) + (rest < head ? 0 : count(rest));
  const out = Array.from({ length: channels }, () => new Float32Array(frames));
  for (let start = 0, from = 0; start + head <= data.length; start += blockAlign) {
    const length = Math.min(blockAlign, data.length - start);
    read(start, length, out, from);
    from += count(length);
  }
  return out;
}

/** The most samples a channel that so many bytes of blocks hold. */
export function adpcmFrames(bytes: number, channels: number): number {
  return Math.ceil((bytes * 2) / channels);
}

function clamp(value: number): number {
  return Math.max(-32_768, Math.min(32_767, value));
}

// A step that a file inflates would soon be beyond whole numbers of 32 bits.
const maxStep = 0xffff;
const msAdapt = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
const imaMoves = [-1, -1, -1, -1, 2, 4, 6, 8];
const imaSteps = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118,
  130, 143, 157, 173, 190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060,
  1166, 1282, 1411, 1552, 1707, 1878, 2066, 2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484,
  7132, 7845, 8630, 9493, 10_442, 11_487, 12_635, 13_899, 15_289, 16_818, 18_500, 20_350, 22_385, 24_623, 27_086,
  29_794, 32_767,
];
