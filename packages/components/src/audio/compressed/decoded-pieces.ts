import type { Samples } from "../samples/samples.ts";
import { checkUnpacked, SoundError } from "../samples/sound-error.ts";

/** Samples as a decoder gives them, piece by piece. */
export interface DecodedPiece {
  readonly sampleRate: number;
  readonly channelData: readonly Float32Array[];
}

/** Puts pieces together, and stops as soon as they are more than `unpacked` bytes. */
export class DecodedPieces {
  readonly #unpacked: number;
  readonly #pieces: (readonly Float32Array[])[] = [];
  #sampleRate = 0;
  #channels = 0;
  #frames = 0;

  constructor(unpacked: number) {
    this.#unpacked = unpacked;
  }

  /**
   * Adds a piece; a piece of one channel among others fills all. Throws a `SoundError` past the limit, and for one of another
   * rate or of yet other channels.
   */
  add({ sampleRate, channelData }: DecodedPiece): void {
    const frames = channelData[0]?.length ?? 0;
    if (frames === 0) return;
    if (this.#frames === 0) this.#sampleRate = sampleRate;
    const fits = this.#channels <= 1 || channelData.length === 1 || channelData.length === this.#channels;
    if (sampleRate !== this.#sampleRate || !fits) {
      throw new SoundError("unread", "a sound that changes its rate or its channels");
    }
    this.#channels = Math.max(this.#channels, channelData.length);
    this.#frames += frames;
    checkUnpacked(this.#frames * this.#channels * Float32Array.BYTES_PER_ELEMENT, this.#unpacked);
    this.#pieces.push(channelData);
  }

  /** Samples a channel so far. */
  get frames(): number {
    return this.#frames;
  }

  /** All of them, without what is beyond `frames` samples; throws a `SoundError` for none at all. */
  join(frames: number = this.#frames): Samples {
    if (this.#frames === 0) throw new SoundError("damaged");
    const length = Math.min(frames, this.#frames);
    const channels = Array.from({ length: this.#channels }, (_, channel) => {
      const whole = new Float32Array(length);
      let at = 0;
      for (const piece of this.#pieces) {
        const samples = piece[channel] ?? piece[0]!;
        whole.set(samples.subarray(0, Math.max(0, length - at)), Math.min(at, length));
        at += samples.length;
      }
      return whole;
    });
    return { sampleRate: this.#sampleRate, channels };
  }
}

/** Bytes that a decoder is given at once: what comes of them is counted before the next. */
const pieceSize = 512;

/** The bytes in pieces. */
export function* inPieces(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += pieceSize) yield bytes.subarray(at, at + pieceSize);
}
