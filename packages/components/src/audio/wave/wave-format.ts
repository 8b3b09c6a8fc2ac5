import type { SampleCoding } from "../samples/sample-coding.ts";
import type { WaveLayout } from "./wave-layout.ts";

/** How the samples of a WAV file are read; `refused` names what cannot be read. */
export type WaveFormat =
  | { readonly kind: "plain"; readonly coding: SampleCoding }
  | { readonly kind: "ima-adpcm" }
  | { readonly kind: "ms-adpcm" }
  | { readonly kind: "refused"; readonly name: string };

/** The most channels that are read. */
export const mostReadChannels = 64;
const highestRate = 768_000;

/**
 * What is known to be read rightly, by format tag, bits and channels; all else is refused by its name. Tags after
 * RFC 2361 and Microsoft's mmreg.h.
 */
export function waveFormat(layout: WaveLayout): WaveFormat {
  const { tag, channels, sampleRate, bits } = layout;
  if (channels < 1 || channels > mostReadChannels) return refused(`of ${channels} channels`);
  if (sampleRate < 1 || sampleRate > highestRate) return refused(`of ${sampleRate} samples a second`);
  if (tag === 1) return pcm(layout);
  if (tag === 3) return floats(layout);
  if (tag === 6 || tag === 7) {
    const name = tag === 6 ? "alaw" : "mulaw";
    return bits === 8 && layout.blockAlign === channels ? plain(name, 1, layout) : refused(`of ${bits}-bit ${name}`);
  }
  if (tag === 0x11 || tag === 2) {
    const name = tag === 2 ? "MS ADPCM" : "IMA ADPCM";
    if (bits !== 4 || channels > 2) return refused(`of ${name}, ${bits} bits, ${channels} channels`);
    return { kind: tag === 2 ? "ms-adpcm" : "ima-adpcm" };
  }
  if (tag === null) return refused("of an unknown extensible format");
  return refused(`of ${names[tag] ?? `format 0x${tag.toString(16).padStart(4, "0")}`}`);
}

// Fewer bits than their bytes hold are the upper ones, the lower are 0: 20 in 24, 12 in 16.
function pcm(layout: WaveLayout): WaveFormat {
  const { bits, channels, blockAlign } = layout;
  const bytes = blockAlign / channels;
  if (bits < 1 || ![1, 2, 3, 4].includes(bytes) || bits > bytes * 8) {
    return refused(`of PCM of ${bits} bits in ${blockAlign} bytes for ${channels} channels`);
  }
  return plain(bytes === 1 ? "unsigned" : "signed", bytes, layout);
}

function floats(layout: WaveLayout): WaveFormat {
  const { bits, channels, blockAlign } = layout;
  const known = (bits === 32 || bits === 64) && blockAlign === channels * (bits / 8);
  return known ? plain("float", bits / 8, layout) : refused(`of floats of ${bits} bits`);
}

function plain(coding: SampleCoding["coding"], bytes: number, { littleEndian }: WaveLayout): WaveFormat {
  return { kind: "plain", coding: { coding, bytes, littleEndian } };
}

function refused(name: string): WaveFormat {
  return { kind: "refused", name };
}

const names: Readonly<Record<number, string>> = {
  0x10: "OKI ADPCM",
  0x14: "G.723 ADPCM",
  0x15: "DSP ADPCM",
  0x16: "Yamaha ADPCM",
  0x20: "Yamaha ADPCM",
  0x22: "TrueSpeech",
  0x31: "GSM 6.10",
  0x40: "G.721 ADPCM",
  0x45: "G.726 ADPCM",
  0x50: "MPEG",
  0x55: "MP3",
  0x64: "G.726 ADPCM",
  0x65: "G.722 ADPCM",
  0x92: "AC-3",
  0xff: "AAC",
  0x161: "Windows Media Audio",
  0x162: "Windows Media Audio",
  0x163: "Windows Media Audio",
  0x1600: "AAC",
  0x1610: "AAC",
  0x2000: "AC-3",
  0x2001: "DTS",
  0x674f: "Vorbis",
  0x6750: "Vorbis",
  0x6751: "Vorbis",
  0x676f: "Vorbis",
  0x6770: "Vorbis",
  0x6771: "Vorbis",
  0xf1ac: "FLAC",
};
