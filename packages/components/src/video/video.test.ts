import type { FileData, JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import type { ReceivedFile } from "../core/files.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { Video } from "./video.ts";

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

const receive = async (wire: unknown) => Video()[implementation].preprocess(wire as JsonValue, files.context);
const give = async (given: unknown) =>
  (await Video()[implementation].postprocess(given, files.context)) as unknown as FileData;
const mp4 = Buffer.from("\0\0\0\u0018ftypisom and more", "latin1");

it("hands the function the file, and sends it back", async () => {
  const file = (await receive(files.send("a.mp4", mp4, "video/mp4"))) as ReceivedFile;
  expect(file).toMatchObject({ name: "a.mp4", type: "video/mp4", size: mp4.length });
  const wire = await give(file);
  expect(wire).toMatchObject({ orig_name: "a.mp4", meta: { _type: "gradio.FileData" } });
  expect(Buffer.from(await files.read(wire)).equals(mp4)).toBe(true);
  expect(Video()[implementation].fileSlots).toEqual([""]);
});

it("sends bytes under the kind that they show, as they were when given", async () => {
  const bytes = new Uint8Array(mp4);
  const wire = give(bytes);
  bytes.fill(0);
  expect(await wire).toMatchObject({ orig_name: "video.mp4", mime_type: "video/mp4" });
  expect(Buffer.from(await files.read(await wire)).equals(mp4)).toBe(true);
  expect(await give(new Blob([Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3), "B\u0082\u0084webm"]))).toMatchObject({
    mime_type: "video/webm",
  });
});

it("refuses what is no video", async () => {
  await expect(receive(files.send("a.mp4", Buffer.from("<html>"), "video/mp4"))).rejects.toThrow(
    "“a.mp4” is not a video of a known kind: choose a file of MP4, WebM or Ogg.",
  );
  await expect(give("clip.mp4")).rejects.toThrow(/use serverFile\(path\)/);
  await expect(give(Uint8Array.of(1))).rejects.toThrow(/the bytes cannot be played as a video/);
  await expect(give({ frames: [] })).rejects.toThrow(/a video is needed, got \{"frames":\[\]\}/);
});
