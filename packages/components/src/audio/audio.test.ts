import type { FileData, JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AnyComponent, implementation } from "../core/component.ts";
import type { ReceivedFile } from "../core/files.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { Audio } from "./audio.ts";
import type { Samples } from "./samples.ts";

const { WaveFile } = (await import("wavefile")).default;

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

const receive = async (component: AnyComponent, wire: unknown, unpacked = 100_000_000) =>
  component[implementation].preprocess(wire as JsonValue, {
    ...files.context,
    limits: { ...files.context.limits, unpacked },
  });
const give = async (component: AnyComponent, given: unknown) =>
  (await component[implementation].postprocess(given, files.context)) as unknown as FileData;

function wave(depth: string, channels: number[][], sampleRate = 8000): Uint8Array {
  const made = new WaveFile();
  made.fromScratch(channels.length, sampleRate, depth, channels.length === 1 ? channels[0]! : channels);
  return made.toBuffer();
}

const rounded = (samples: Samples) =>
  samples.channels.map((channel) => Array.from(channel, (one) => Number(one.toFixed(3))));

it.each([
  ["8", [[128, 255, 0, 64]]],
  ["16", [[0, 32_767, -32_768, -16_384]]],
  ["24", [[0, 8_388_607, -8_388_608, -4_194_304]]],
  ["32f", [[0, 1, -1, -0.5]]],
])("hands the function samples from -1 to 1 of a WAV of %s bits", async (depth, channels) => {
  const samples = (await receive(Audio(), files.send("a.wav", wave(depth, channels), "audio/wav"))) as Samples;
  expect(samples.sampleRate).toBe(8000);
  expect(samples.channels[0]).toBeInstanceOf(Float32Array);
  const [[silent, high, low, half] = []] = rounded(samples);
  expect([silent, low, half]).toEqual([0, -1, -0.5]);
  expect(high).toBeGreaterThan(0.99);
});

it("keeps channels apart, both ways", async () => {
  const given = { sampleRate: 44_100, channels: [Float32Array.of(0, 0.5, 1), Float32Array.of(0, -0.5, -1)] };
  const wire = await give(Audio(), given);
  expect(wire).toMatchObject({ orig_name: "audio.wav", mime_type: "audio/wav", meta: { _type: "gradio.FileData" } });
  const back = (await receive(Audio(), wire)) as Samples;
  expect(back.sampleRate).toBe(44_100);
  expect(rounded(back)).toEqual([
    [0, 0.5, 1],
    [0, -0.5, -1],
  ]);
});

it("hands the file itself with type: file, if it is a sound", async () => {
  const bytes = Buffer.from("ID3\u0003 and more than sixteen bytes", "latin1");
  const file = (await receive(Audio({ type: "file" }), files.send("a.mp3", bytes, "audio/mpeg"))) as ReceivedFile;
  expect(file).toMatchObject({ name: "a.mp3", size: bytes.length });
  const page = files.send("b.mp3", Buffer.from("<html><script>1</script></html>"), "audio/mpeg");
  await expect(receive(Audio({ type: "file" }), page)).rejects.toThrow("“b.mp3” is not a sound: choose a file of WAV");
  await expect(receive(Audio(), page)).rejects.toThrow(TypeError);
});

it("says what to do about other kinds where no decoder is installed", async () => {
  const mp3 = files.send("a.mp3", Buffer.from("ID3\u0003 and more than sixteen bytes", "latin1"));
  await expect(receive(Audio(), mp3)).rejects.toThrow(
    /“a\.mp3” is no WAV file: send WAV\..*audio-decode.*type: "file"/,
  );
});

it("refuses what is damaged or unpacks to too much", async () => {
  const good = wave("8", [Array.from({ length: 2000 }, () => 128)]);
  const big = files.send("big.wav", good);
  await expect(receive(Audio(), big, 7000)).rejects.toThrow(/“big\.wav” is too long: .* Choose a shorter sound\./);
  await expect(receive(Audio(), big, 9000)).resolves.toMatchObject({ sampleRate: 8000 });
  const cut = files.send("cut.wav", good.subarray(0, 24));
  await expect(receive(Audio(), cut)).rejects.toThrow(/“cut\.wav” cannot be read as a sound, it may be damaged/);
});

it("sends the samples as they were when given", async () => {
  const channel = Float32Array.of(0.5);
  const wire = give(Audio(), { sampleRate: 8000, channels: [channel] });
  channel[0] = 0;
  expect(rounded((await receive(Audio(), await wire)) as Samples)).toEqual([[0.5]]);
});

it("sends files, bytes under the kind that they show", async () => {
  expect(await give(Audio(), wave("16", [[0]]))).toMatchObject({ orig_name: "audio.wav", mime_type: "audio/wav" });
  expect(await give(Audio(), new Blob(["fLaC and more"]))).toMatchObject({ mime_type: "audio/flac" });
  const sent = await receive(Audio({ type: "file" }), files.send("mine.wav", wave("16", [[0]]), "audio/wav"));
  expect(await give(Audio(), sent)).toMatchObject({ orig_name: "mine.wav" });
});

it.each<[unknown, RegExp]>([
  ["/etc/hostname", /use serverFile\(path\)/],
  [Float32Array.of(0), /a sound is needed, got a Float32Array/],
  [Uint8Array.of(1, 2, 3), /the bytes cannot be played as a sound/],
  [{ sampleRate: 0, channels: [] }, /the sampleRate is 0: give a whole number such as 44100/],
  [{ sampleRate: 8000, channels: Float32Array.of(0) }, /the channels are a Float32Array: give a list/],
  [{ sampleRate: 8000, channels: [[0]] }, /channel 0 is \[0\]: give a Float32Array/],
  [{ sampleRate: 8000, channels: [Float32Array.of(Number.NaN)] }, /sample 0 of channel 0 is NaN/],
  [
    { sampleRate: 8000, channels: [Float32Array.of(0), new Float32Array(2)] },
    /channel 1 has 2 samples and channel 0 has 1/,
  ],
])("refuses %j", async (given, message) => {
  await expect(give(Audio(), given)).rejects.toThrow(TypeError);
  await expect(give(Audio(), given)).rejects.toThrow(message);
});
