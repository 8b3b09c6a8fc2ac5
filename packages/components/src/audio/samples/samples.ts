import { types } from "node:util";
import { showGiven } from "../../options/show-given.ts";

/** Sound as samples. */
export interface Samples {
  /** Samples a second, a whole number. */
  readonly sampleRate: number;
  /** One list a channel, of one length, from -1 to 1. */
  readonly channels: readonly Float32Array[];
}

const highestRate = 768_000;
const mostChannels = 64;

/** Whether a value is meant as samples, right or wrong. */
export function looksLikeSamples(value: unknown): boolean {
  return typeof value === "object" && value !== null && "sampleRate" in value && "channels" in value;
}

/** Checks samples that a function gave and makes 16 bits of each, copied; beyond -1 and 1 they are cut off. */
export function readSamples(given: unknown): { readonly sampleRate: number; readonly channels: Int16Array[] } {
  const { sampleRate, channels } = given as { readonly sampleRate: unknown; readonly channels: unknown };
  if (!Number.isSafeInteger(sampleRate) || (sampleRate as number) < 1 || (sampleRate as number) > highestRate) {
    throw new TypeError(`the sampleRate is ${showGiven(sampleRate)}: give a whole number such as 44100.`);
  }
  if (!Array.isArray(channels) || channels.length < 1 || channels.length > mostChannels) {
    throw new TypeError(`the channels are ${showGiven(channels)}: give a list of 1 to ${mostChannels} Float32Arrays.`);
  }
  const copied = channels.map(asChannel);
  const other = copied.findIndex((channel) => channel.length !== copied[0]?.length);
  if (other !== -1) {
    throw new TypeError(
      `channel ${other} has ${copied[other]?.length} samples and channel 0 has ${copied[0]?.length}: give all the same number.`,
    );
  }
  return { sampleRate: sampleRate as number, channels: copied };
}

function asChannel(channel: unknown, index: number): Int16Array {
  if (!types.isFloat32Array(channel) && !types.isFloat64Array(channel)) {
    throw new TypeError(`channel ${index} is ${showGiven(channel)}: give a Float32Array of samples from -1 to 1.`);
  }
  const samples = new Int16Array(channel.length);
  for (let at = 0; at < channel.length; at++) {
    const sample = channel[at]!;
    if (!Number.isFinite(sample)) {
      throw new TypeError(`sample ${at} of channel ${index} is ${sample}: check the computation.`);
    }
    // As many steps above 0 as below, so that -1 and 1 are equally loud.
    samples[at] = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
  }
  return samples;
}
