/**
 * Whether bytes begin with a frame of MPEG-1 or MPEG-2 audio (ISO/IEC 11172-3, 13818-3), zeros before it left out, and
 * with a second one behind it where they reach so far.
 */
export function isMpegAudio(head: Uint8Array): boolean {
  const start = head.findIndex((byte) => byte !== 0);
  if (start === -1) return false;
  const first = frameLength(head, start);
  if (first === null) return false;
  const next = start + first;
  if (next + 4 > head.length) return (head[start + 1]! & 0x06) !== 0x06;
  return frameLength(head, next) !== null && (head[next + 1]! & 0xfe) === (head[start + 1]! & 0xfe);
}

/** Whether the first frame behind zeros is of one channel. */
export function isMonoMpeg(bytes: Uint8Array): boolean {
  for (let at = 0; at + 4 <= Math.min(bytes.length, 65_536); at++) {
    if (bytes[at] === 0xff && frameLength(bytes, at) !== null) return bytes[at + 3]! >> 6 === 3;
  }
  return false;
}

// Kilobits a second by index, from 1.
const rates1 = {
  3: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  1: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
};
const rates2 = {
  3: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  1: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
};
const samplings = [44_100, 48_000, 32_000];

/** Bytes of the frame whose header lies at `at`; null where there is none, and for one of a free rate. */
function frameLength(bytes: Uint8Array, at: number): number | null {
  const [sync = 0, kind = 0, rates = 0] = bytes.subarray(at, at + 3);
  if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return null;
  const version = (kind >> 3) & 3;
  const layer = (kind >> 1) & 3;
  if (version === 1 || layer === 0) return null;
  const kilobits = (version === 3 ? rates1 : rates2)[layer as 1 | 2 | 3][(rates >> 4) - 1];
  const sampling = samplings[(rates >> 2) & 3];
  if (kilobits === undefined || sampling === undefined) return null;
  const rate = version === 3 ? sampling : version === 2 ? sampling / 2 : sampling / 4;
  const padding = (rates >> 1) & 1;
  if (layer === 3) return 4 * (Math.floor((12 * kilobits * 1000) / rate) + padding);
  const coefficient = layer === 1 && version !== 3 ? 72 : 144;
  return Math.floor((coefficient * kilobits * 1000) / rate) + padding;
}
