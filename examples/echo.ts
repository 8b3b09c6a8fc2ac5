import { Audio, Interface, Slider, type Samples } from "vitrine";

/** Three notes, so that there is something to press Submit on. */
function chime(sampleRate = 16_000): Samples {
  const notes = [523.25, 659.25, 783.99];
  const length = sampleRate / 4;
  const channel = Float32Array.from({ length: length * notes.length }, (_, at) => {
    const since = at % length;
    const wave = Math.sin((2 * Math.PI * notes[Math.floor(at / length)]! * since) / sampleRate);
    return 0.4 * wave * Math.exp((-4 * since) / length);
  });
  return { sampleRate, channels: [channel] };
}

export const demo = new Interface({
  title: "Echo",
  description: "A sound comes back several times, each time more quietly.",
  inputs: {
    sound: Audio({ label: "Sound", value: chime() }),
    delay: Slider({ label: "Delay", info: "In seconds", min: 0.1, max: 1, step: 0.1, value: 0.3 }),
    times: Slider({ label: "Times", min: 1, max: 8, step: 1, value: 3 }),
  },
  outputs: { echo: Audio({ label: "With its echo" }) },
  fn: ({ sound: { sampleRate, channels }, delay, times }) => {
    const gap = Math.round(delay * sampleRate);
    return { echo: { sampleRate, channels: channels.map((channel) => repeat(channel, gap, times)) } };
  },
});

demo.launch();

/** A channel with `times` copies of itself, each half as loud as the one before. */
function repeat(channel: Float32Array, gap: number, times: number): Float32Array {
  const mixed = new Float32Array(channel.length + gap * times);
  for (let copy = 0; copy <= times; copy++) {
    for (const [at, sample] of channel.entries()) mixed[at + copy * gap]! += sample / 2 ** (copy + 1);
  }
  return mixed;
}
