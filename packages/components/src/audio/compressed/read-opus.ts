import CodecParser, { type OggPage, type OpusHeader } from "codec-parser";
import { OpusDecoder } from "opus-decoder";
import type { Samples } from "../samples/samples.ts";
import { SoundError } from "../samples/sound-error.ts";
import { inWaveOrder } from "./channel-order.ts";
import { DecodedPieces, inPieces } from "./decoded-pieces.ts";
import type { WebmTrack } from "./webm-packets.ts";

/** What an Opus stream says at its start (RFC 7845, 5.1). */
interface OpusHead {
  readonly channels: number;
  /** Samples at 48,000 a second that come before the sound. */
  readonly preSkip: number;
  /** 1/256 dB. */
  readonly outputGain: number;
  readonly streamCount: number;
  readonly coupledStreamCount: number;
  readonly channelMappingTable: number[];
}

/** The samples of Opus in Ogg, 48,000 a second. Throws a `SoundError` where there are none or too many. */
export async function readOggOpus(bytes: Uint8Array, unpacked: number): Promise<Samples> {
  const parser = new CodecParser("audio/ogg", { enableLogging: false, enableFrameCRC32: false });
  const opus = new OpusPieces(unpacked);
  let end = 0;
  const take = async (pages: Iterable<OggPage>): Promise<void> => {
    for (const { codecFrames, absoluteGranulePosition } of pages) {
      // A number of 64 bits, whatever the package's types say; -1 where no packet ends on the page.
      end = Math.max(end, Number(BigInt.asIntN(64, BigInt(absoluteGranulePosition ?? 0))));
      for (const { header, data } of codecFrames) await opus.add(header as OpusHeader, data);
    }
  };
  for (const piece of inPieces(bytes)) await take(parser.parseChunk(piece) as unknown as Iterable<OggPage>);
  await take(parser.flush() as unknown as Iterable<OggPage>);
  return opus.join({ end });
}

/** The samples of a track of Opus in WebM or Matroska, 48,000 a second. Throws a `SoundError` where there are none or too many. */
export async function readWebmOpus({ setup, packets, discardNs }: WebmTrack, unpacked: number): Promise<Samples> {
  const head = readOpusHead(setup);
  const opus = new OpusPieces(unpacked);
  for (const packet of packets) await opus.add(head, packet);
  return opus.join({ discard: Math.round((discardNs * 48_000) / 1e9) });
}

class OpusPieces {
  readonly #pieces: DecodedPieces;
  #decoder: OpusDecoder | null = null;
  #head: OpusHead | null = null;

  constructor(unpacked: number) {
    this.#pieces = new DecodedPieces(unpacked);
  }

  async add(head: OpusHead, packet: Uint8Array): Promise<void> {
    if (this.#decoder === null) {
      const { channels, preSkip, streamCount, coupledStreamCount, channelMappingTable } = head;
      this.#head = head;
      this.#decoder = new OpusDecoder({ channels, preSkip, streamCount, coupledStreamCount, channelMappingTable });
      await this.#decoder.ready;
    }
    const { channelData, sampleRate } = this.#decoder.decodeFrame(packet);
    this.#pieces.add({ channelData, sampleRate });
  }

  /** All samples up to the position `end`, which counts what comes before the sound, and without the last `discard`. */
  join({ end = 0, discard = 0 }: { readonly end?: number; readonly discard?: number }): Samples {
    this.#decoder?.free();
    const { preSkip = 0, outputGain = 0 } = this.#head ?? {};
    const kept = Math.max(0, this.#pieces.frames - Math.max(0, discard));
    const samples = this.#pieces.join(end > preSkip ? end - preSkip : kept);
    const channels = inWaveOrder(samples.channels);
    if (outputGain === 0) return { ...samples, channels };
    const factor = 10 ** (outputGain / 256 / 20);
    return { ...samples, channels: channels.map((channel) => channel.map((sample) => sample * factor)) };
  }
}

function readOpusHead(setup: Uint8Array): OpusHead {
  const view = new DataView(setup.buffer, setup.byteOffset, setup.byteLength);
  if (setup.length < 19 || String.fromCharCode(...setup.subarray(0, 8)) !== "OpusHead") throw new SoundError("damaged");
  const channels = setup[9]!;
  const head = { channels, preSkip: view.getUint16(10, true), outputGain: view.getInt16(16, true) };
  if (setup[18] === 0) {
    if (channels !== 1 && channels !== 2) throw new SoundError("damaged");
    const channelMappingTable = channels === 2 ? [0, 1] : [0];
    return { ...head, streamCount: 1, coupledStreamCount: channels - 1, channelMappingTable };
  }
  if (channels < 1 || setup.length < 21 + channels) throw new SoundError("damaged");
  const channelMappingTable = [...setup.subarray(21, 21 + channels)];
  return { ...head, streamCount: setup[19]!, coupledStreamCount: setup[20]!, channelMappingTable };
}
