import type { WaveFile as WaveFileType } from "wavefile";
import type { DecodeLimits, ReceivedFile } from "../core/files.ts";
import { mediaFormat } from "../core/media-format.ts";
import { receiveMedia } from "../core/media-file.ts";
import { readSamples, type Samples } from "./samples.ts";

interface WaveModule {
  readonly WaveFile: typeof WaveFileType;
}

/** wavefile is loaded by the first sound, so that an app without sounds never pays for it. */
async function loadWaveFile(): Promise<typeof WaveFileType> {
  const module: WaveModule & { readonly default?: WaveModule } = await import("wavefile");
  // Node puts the whole CommonJS module at `default`; loaders such as tsx put its names beside it and nothing there.
  return (module.default ?? module).WaveFile;
}

/**
 * The samples of a sound. WAV is read as it is; other kinds need the package audio-decode. Rejects with a `TypeError`
 * for what is no sound or damaged, and for one that unpacks to more than the limit.
 */
export async function decodeAudio(file: ReceivedFile, limits: DecodeLimits): Promise<Samples> {
  await receiveMedia(file, "audio");
  const bytes = await file.bytes();
  const isWave = mediaFormat(bytes, "audio")?.ending === "wav";
  return isWave ? decodeWave(file, bytes, limits) : decodeOther(file, bytes, limits);
}

/** Samples as a WAV file of 16 bits. */
export async function encodeWave(given: unknown): Promise<Uint8Array> {
  const { sampleRate, channels } = readSamples(given);
  const WaveFile = await loadWaveFile();
  const wave = new WaveFile();
  const [only] = channels;
  wave.fromScratch(channels.length, sampleRate, "16", channels.length === 1 ? only! : channels);
  return new Uint8Array(wave.toBuffer());
}

/** Bits of a stored sample, and the sizes that wavefile unpacks from fewer. */
const unpackedBits: Readonly<Record<string, number>> = { "4": 4, "8a": 8, "8m": 8 };

async function decodeWave(file: ReceivedFile, bytes: Uint8Array, limits: DecodeLimits): Promise<Samples> {
  const WaveFile = await loadWaveFile();
  const wave = new WaveFile();
  try {
    wave.fromBuffer(bytes);
    const { sampleRate, numChannels } = wave.fmt as { sampleRate: number; numChannels: number };
    if (sampleRate < 1 || numChannels < 1) throw new Error("a header without channels or rate");
    const bits = unpackedBits[wave.bitDepth] ?? Number.parseInt(wave.bitDepth, 10);
    checkUnpacked(file, (bytes.length * 8 * Float32Array.BYTES_PER_ELEMENT) / bits, limits);
    if (wave.bitDepth === "4") wave.fromIMAADPCM();
    if (wave.bitDepth === "8a") wave.fromALaw();
    if (wave.bitDepth === "8m") wave.fromMuLaw();
    const depth = wave.bitDepth;
    const samples = wave.getSamples(false, Float32Array) as unknown as Float32Array | Float32Array[];
    const channels = (Array.isArray(samples) ? samples : [samples]).map((channel) => scale(channel, depth));
    return { sampleRate, channels };
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith("“")) throw error;
    throw new TypeError(`“${file.name}” cannot be read as a sound, it may be damaged: choose another file.`, {
      cause: error,
    });
  }
}

/** To -1 to 1, in place. 8 bits have no sign, floats are there already. */
function scale(channel: Float32Array, depth: string): Float32Array {
  if (depth === "32f" || depth === "64") return channel;
  const half = 2 ** (Number.parseInt(depth, 10) - 1);
  const middle = depth === "8" ? half : 0;
  for (let at = 0; at < channel.length; at++) channel[at] = (channel[at]! - middle) / half;
  return channel;
}

/** What audio-decode gives, by its version: an AudioBuffer or plain data. */
interface Decoded {
  readonly sampleRate: number;
  readonly channelData?: readonly Float32Array[];
  readonly numberOfChannels?: number;
  getChannelData?(channel: number): Float32Array;
}

async function decodeOther(file: ReceivedFile, bytes: Uint8Array, limits: DecodeLimits): Promise<Samples> {
  const decode = await loadDecoder(file);
  // No codec that is heard packs less than this; more is only known once it is unpacked.
  checkUnpacked(file, bytes.length, limits);
  const decoded = await decode(bytes).catch((cause: unknown) => {
    throw new TypeError(`“${file.name}” cannot be read as a sound, it may be damaged: choose another file.`, { cause });
  });
  const count = decoded.numberOfChannels ?? 0;
  const channels = decoded.channelData ?? Array.from({ length: count }, (_, at) => decoded.getChannelData!(at));
  checkUnpacked(file, channels.length * (channels[0]?.byteLength ?? 0), limits);
  return { sampleRate: decoded.sampleRate, channels: channels.map((channel) => Float32Array.from(channel)) };
}

async function loadDecoder(file: ReceivedFile): Promise<(bytes: Uint8Array) => Promise<Decoded>> {
  // By a variable: the compiler and bundlers must not look for what need not be there.
  const optional = "audio-decode";
  try {
    return ((await import(optional)) as { readonly default: (bytes: Uint8Array) => Promise<Decoded> }).default;
  } catch (cause) {
    throw new TypeError(
      `“${file.name}” is no WAV file: send WAV. (To the developer: install the package audio-decode for other kinds, or use type: "file".)`,
      { cause },
    );
  }
}

function checkUnpacked(file: ReceivedFile, bytes: number, { unpacked }: DecodeLimits): void {
  if (bytes <= unpacked) return;
  const [size, most] = [bytes, unpacked].map((count) => Number((count / 1e6).toFixed(1)));
  throw new TypeError(
    `“${file.name}” is too long: ${size} MB unpacked, at most ${most} MB are allowed. Choose a shorter sound.`,
  );
}
