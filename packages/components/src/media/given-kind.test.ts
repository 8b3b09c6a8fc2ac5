import { runInNewContext } from "node:vm";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Audio } from "../audio/audio.ts";
import { Dataframe } from "../dataframe/dataframe.ts";
import { DateTime } from "../datetime/datetime.ts";
import { File } from "../file/file.ts";
import { Image } from "../image/image.ts";
import { Json } from "../json/json.ts";
import { Label } from "../label/label.ts";
import { type AnyComponent, implementation } from "../core/component.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

// As a test runner or a sandbox makes its values.
const foreign = (code: string): unknown => runInNewContext(code) as unknown;
const give = async (component: AnyComponent, code: string): Promise<unknown> =>
  component[implementation].postprocess(foreign(code), files.context);

it.each<[string, AnyComponent, string, unknown]>([
  ["pixels", Image(), "({ width: 1, height: 1, data: Uint8Array.of(1, 2, 3, 4) })", { mime_type: "image/png" }],
  ["clamped pixels", Image(), "({ width: 1, height: 1, data: Uint8ClampedArray.of(1) })", { mime_type: "image/png" }],
  ["bytes of a picture", Image(), "Uint8Array.of(0xff, 0xd8, 0xff, 0xe0)", { mime_type: "image/jpeg" }],
  ["samples", Audio(), "({ sampleRate: 8000, channels: [Float32Array.of(0)] })", { mime_type: "audio/wav" }],
  ["bytes", File(), "Uint8Array.of(1)", { size: 1 }],
  ["a date", DateTime(), "new Date(0)", expect.stringContaining("19")],
])("takes %s of another realm", async (_what, component, code, expected) => {
  expect({ wire: await give(component, code) }).toMatchObject({ wire: expected });
});

it.each<[AnyComponent, string, RegExp]>([
  [Json(), "new Map([[1, 2]])", /Object\.fromEntries/],
  [Json(), "new Set([1])", /Array\.from/],
  [Label(), "new Map([['a', 1]])", /Object\.fromEntries/],
  [Dataframe(), "[new Map()]", /./],
])("refuses what it refuses of this one", async (component, code, message) => {
  await expect(give(component, code)).rejects.toThrow(message);
});
