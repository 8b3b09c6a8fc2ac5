import { SoundError } from "../samples/sound-error.ts";

/** The first track of sound in a WebM or Matroska file. */
export interface WebmTrack {
  /** Its CodecID: "A_OPUS". */
  readonly codec: string;
  /** What its decoder starts with. */
  readonly setup: Uint8Array;
  readonly packets: readonly Uint8Array[];
  /** Nanoseconds at the end that are no part of the sound. */
  readonly discardNs: number;
}

const ids = {
  segment: 0x18538067,
  tracks: 0x1654ae6b,
  track: 0xae,
  cluster: 0x1f43b675,
  group: 0xa0,
  block: 0xa1,
  simpleBlock: 0xa3,
  number: 0xd7,
  type: 0x83,
  codec: 0x86,
  setup: 0x63a2,
  discard: 0x75a2,
} as const;
const parents: ReadonlySet<number> = new Set([ids.segment, ids.tracks, ids.track, ids.cluster, ids.group]);

/**
 * Finds the first track of sound and its packets, in one pass over the elements (EBML, RFC 8794; Matroska, RFC 9559).
 * Elements of unknown size, which a recorder writes, end where their parent's next child begins. Throws a `SoundError`
 * where there is no sound and for packets that share a block.
 */
export function readWebm(bytes: Uint8Array): WebmTrack {
  const packets: Uint8Array[] = [];
  let discardNs = 0;
  let track: { number: number; type: number; codec: string; setup: Uint8Array } = emptyTrack();
  let chosen: typeof track | null = null;
  const close = (): void => {
    if (track.type === 2) chosen ??= track;
    track = emptyTrack();
  };
  for (let at = 0; at < bytes.length;) {
    const id = readNumber(bytes, at, false);
    const size = id === null ? null : readNumber(bytes, at + id.length, true);
    if (id === null || size === null) break;
    const start = at + id.length + size.length;
    // A parent is entered: its children come next.
    const parent = parents.has(id.value);
    if (id.value === ids.track || id.value === ids.cluster) close();
    at = parent ? start : start + size.value;
    if (parent) continue;
    const content = bytes.subarray(start, at);
    if (id.value === ids.number) track.number = whole(content);
    else if (id.value === ids.type) track.type = whole(content);
    else if (id.value === ids.codec) track.codec = String.fromCharCode(...content.subarray(0, 40));
    else if (id.value === ids.setup) track.setup = content;
    else if (id.value === ids.discard) discardNs = whole(content);
    else if (chosen !== null && (id.value === ids.block || id.value === ids.simpleBlock)) {
      const packet = packetOf(content, (chosen as typeof track).number);
      if (packet !== null) packets.push(packet);
    }
  }
  close();
  const found = chosen as typeof track | null;
  if (found === null) throw new SoundError("unread", "a WebM file without a track of sound");
  return { codec: found.codec, setup: found.setup, packets, discardNs };
}

function emptyTrack(): { number: number; type: number; codec: string; setup: Uint8Array } {
  return { number: 0, type: 0, codec: "", setup: new Uint8Array() };
}

/** A number of 1 to 8 bytes whose length stands in its first bits; they are part of an id, and not of a size. */
function readNumber(bytes: Uint8Array, at: number, isSize: boolean): { value: number; length: number } | null {
  const first = bytes[at] ?? 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > 8 || at + length > bytes.length) return null;
  let value = isSize ? first & (0xff >> length) : first;
  let unknown = isSize && value === 0xff >> length;
  for (let index = 1; index < length; index++) {
    const byte = bytes[at + index]!;
    value = value * 256 + byte;
    unknown &&= byte === 0xff;
  }
  return { value: unknown ? Number.MAX_SAFE_INTEGER : value, length };
}

function whole(content: Uint8Array): number {
  return content.subarray(0, 6).reduce((sum, byte) => sum * 256 + byte, 0);
}

function packetOf(block: Uint8Array, track: number): Uint8Array | null {
  const number = readNumber(block, 0, true);
  if (number === null || number.value !== track || block.length < number.length + 3) return null;
  if ((block[number.length + 2]! & 0x06) !== 0) throw new SoundError("unread", "a WebM file with laced packets");
  return block.subarray(number.length + 3);
}
