import { expect, it } from "vitest";
import { planPng } from "./png-plan.ts";

function paint(side: number, pixel: (x: number, y: number) => readonly [number, number, number, number]) {
  const data = new Uint8Array(side * side * 4);
  for (let at = 0; at < side * side; at++) data.set(pixel(at % side, Math.floor(at / side)), at * 4);
  return { width: side, height: side, channels: 4 as const, data };
}

/** Bytes that look random, the same in each run (mulberry32). */
function randomBytes(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) & 255;
  };
}

it("stores noise as it is, and packs all else", () => {
  const random = randomBytes();
  const noise = paint(64, () => [random(), random(), random(), 255]);
  expect(planPng(noise)).toEqual({ opaque: true, stored: true });
  expect(planPng(paint(64, (x, y) => [x * 4, y * 4, 128, 255])).stored).toBe(false);
  // Every colour at every place, but always the same way from one to the next.
  expect(planPng(paint(256, (x, y) => [(x * 73) & 255, (y + x * 73) & 255, x, 255])).stored).toBe(false);
  const palette = paint(64, () => (random() > 127 ? [250, 20, 130, 255] : [3, 190, 77, 255]));
  expect(planPng(palette).stored).toBe(false);
});

it("keeps the least transparency", () => {
  const almost = paint(64, (x, y) => [x, y, 0, x === 63 && y === 63 ? 254 : 255]);
  expect(planPng(almost).opaque).toBe(false);
  expect(planPng({ width: 2, height: 1, channels: 3, data: new Uint8Array(6) }).opaque).toBe(false);
});

it("reads no pixel that is not there", () => {
  expect(planPng({ width: 1, height: 1, channels: 1, data: Uint8Array.of(7) })).toEqual({
    opaque: false,
    stored: false,
  });
});
