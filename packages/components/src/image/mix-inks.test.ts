import { expect, it } from "vitest";
import { mixInks } from "./mix-inks.ts";

it("mixes each ink with black, and lets others work between pieces of a million pixels", async () => {
  const megapixels = 5;
  const [ink] = new Uint32Array(Uint8Array.of(0, 255, 51, 51).buffer);
  const pixels = new Uint8Array(new Uint32Array(megapixels * 1_000_000).fill(ink!).buffer);
  let turns = 0;
  let goesOn = true;
  const count = (): void => {
    turns += 1;
    if (goesOn) setImmediate(count);
  };
  setImmediate(count);
  await mixInks(pixels);
  goesOn = false;
  expect(turns).toBeGreaterThanOrEqual(megapixels - 1);
  for (const at of [0, 4_000_000, pixels.length - 4])
    expect([...pixels.subarray(at, at + 4)]).toEqual([204, 0, 163, 255]);
});
