// Which channel of Vorbis stands at each place of WAV, by the number of channels (Vorbis I, 4.3.9).
const places: Readonly<Record<number, readonly number[]>> = {
  3: [0, 2, 1],
  5: [0, 2, 1, 3, 4],
  6: [0, 2, 1, 5, 3, 4],
  7: [0, 2, 1, 6, 5, 3, 4],
  8: [0, 2, 1, 7, 5, 6, 3, 4],
};

/** Channels of Vorbis and Opus (front left, centre, right, …) in the order of WAV (front left, right, centre, …). */
export function inWaveOrder(channels: readonly Float32Array[]): readonly Float32Array[] {
  return places[channels.length]?.map((place) => channels[place]!) ?? channels;
}
