import { randomFillSync } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { Image, Interface, Slider } from "vitrine";

const secondsAStep = Number(process.env["SECONDS_A_STEP"] ?? 1);

export const demo = new Interface({
  title: "Fake diffusion",
  description: "Noise, step by step, and at last a picture. Press **Stop** to keep what you have.",
  inputs: Slider({ name: "steps", label: "Steps", min: 1, max: 10, value: 3, step: 1 }),
  outputs: Image({ name: "picture", label: "Picture" }),
  fn: async function* (steps, { progress, signal }) {
    for (let step = 1; step <= steps; step++) {
      await pause(secondsAStep * 1_000, undefined, { signal });
      progress(step, steps, { text: "Denoising" });
      yield noise(600, 600);
    }
    yield plain(1_000, 1_000, [255, 134, 0]);
  },
});

demo.launch();

/** A picture of random colours. */
function noise(width: number, height: number) {
  const data = randomFillSync(new Uint8Array(width * height * 4));
  for (let alpha = 3; alpha < data.length; alpha += 4) data[alpha] = 255;
  return { width, height, data };
}

/** A picture of one colour. */
function plain(width: number, height: number, [red, green, blue]: [number, number, number]) {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([red, green, blue, 255], at);
  return { width, height, data };
}
