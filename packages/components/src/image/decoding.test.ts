import { setImmediate } from "node:timers/promises";
import type { JsonValue } from "@vitrine/protocol";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { implementation } from "../core/component.ts";
import type { DecodeContext } from "../core/files.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { Image } from "./image.ts";
import type { Picture } from "./picture.ts";

vi.setConfig({ testTimeout: 60_000 });

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

const square = (side: number): Promise<Buffer> =>
  sharp({ create: { width: side, height: side, channels: 3, background: "red" } })
    .avif({ effort: 0 })
    .toBuffer();

async function receive(bytes: Buffer, waiting: Partial<DecodeContext> = {}): Promise<Picture> {
  const wire = files.send("picture.avif", bytes) as unknown as JsonValue;
  return (await Image()[implementation].preprocess(wire, { ...files.context, ...waiting })) as Picture;
}

/** The most pictures that were decoded at once; sharp counts those that wait together with looks at heads. */
async function mostAtOnce(work: Promise<unknown>): Promise<number> {
  let most = 0;
  const state = { goesOn: true };
  void work.finally(() => (state.goesOn = false));
  while (state.goesOn) {
    most = Math.max(most, sharp.counters().process);
    // oxlint-disable-next-line no-await-in-loop -- it is looked at in every turn
    await setImmediate();
  }
  return most;
}

it("decodes two large pictures at once, however many there are", async () => {
  const large = await square(1500);
  const decoding = Array.from({ length: 8 }, () => receive(large));
  // By then the heads of all have been looked at, which is not bounded.
  await Promise.race(decoding);
  const most = await mostAtOnce(Promise.all(decoding));
  expect(most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(2);
  for (const { width, data } of await Promise.all(decoding)) expect(data).toHaveLength(width * width * 4);
});

it("begins with none that nobody wants any longer", async () => {
  const large = await square(2000);
  const wanted = ["a", "b"].map((owner) => receive(large, { owner }));
  const controller = new AbortController();
  const unwanted = Array.from({ length: 20 }, () => receive(large, { owner: "a", signal: controller.signal }));
  controller.abort(new Error("cancelled"));
  for (const outcome of await Promise.allSettled(unwanted)) {
    expect(outcome).toEqual({ status: "rejected", reason: new Error("cancelled") });
  }
  for (const { width } of await Promise.all(wanted)) expect(width).toBe(2000);
  expect((await receive(large)).width).toBe(2000);
});
