import { expect, test } from "vitest";
import { FeedBuffers } from "./feed-buffers.ts";

const floats = (...numbers: number[]) => ({ data: Float32Array.from(numbers), dims: [numbers.length] });

test("inputs of every element type lie in one buffer, words beside it", () => {
  const bytes = { data: Uint8Array.of(1, 2, 3), dims: [3] };
  const wide = { data: BigInt64Array.of(4n), dims: [1] };
  const words = { data: ["five"], dims: [1] };
  const view = { data: Float64Array.of(0, 6, 7).subarray(1), dims: [2] };
  const { feeds, buffer } = new FeedBuffers().pack({ bytes, wide, words, view });
  expect(feeds).toEqual({ bytes, wide, words, view });
  expect([feeds["bytes"], feeds["wide"], feeds["view"]].map((one) => (one!.data as Uint8Array).buffer)).toEqual([
    buffer,
    buffer,
    buffer,
  ]);
});

test("a Buffer crosses as the bytes that it is", () => {
  const { feeds, buffer } = new FeedBuffers().pack({ bytes: { data: Buffer.from([1, 2]), dims: [2] } });
  expect(feeds["bytes"]!.data).toEqual(Uint8Array.of(1, 2));
  expect((feeds["bytes"]!.data as Uint8Array).buffer).toBe(buffer);
});

test("what is packed is a copy, and a buffer is used again only once it is back", () => {
  const buffers = new FeedBuffers();
  const given = floats(1, 2);
  const first = buffers.pack({ given });
  given.data.fill(0);
  expect(first.feeds["given"]!.data).toEqual(Float32Array.of(1, 2));
  const second = buffers.pack({ given: floats(3, 4) });
  expect(second.buffer).not.toBe(first.buffer);
  buffers.giveBack(first.buffer);
  const third = buffers.pack({ given: floats(5) });
  expect(third.buffer).toBe(first.buffer);
  expect(third.feeds["given"]!.data).toEqual(Float32Array.of(5));
  expect(second.feeds["given"]!.data).toEqual(Float32Array.of(3, 4));
});

test("a few buffers are kept, the large ones, and none that is huge", () => {
  const buffers = new FeedBuffers();
  const [small, middle, large] = [1, 100, 1_000].map((count) => buffers.pack({ x: floats(...Array(count).fill(0)) }));
  for (const { buffer } of [small!, middle!, large!]) buffers.giveBack(buffer);
  expect(buffers.pack({ x: floats(1) }).buffer).toBe(middle!.buffer);
  expect(buffers.pack({ x: floats(1) }).buffer).toBe(large!.buffer);
  expect(buffers.pack({ x: floats(1) }).buffer).not.toBe(small!.buffer);
  const huge = new ArrayBuffer(40 * 1024 * 1024);
  buffers.giveBack(huge);
  expect(buffers.pack({ x: floats(1) }).buffer).not.toBe(huge);
});
