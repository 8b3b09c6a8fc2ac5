import { readFileSync } from "node:fs";
import type { FileData, JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type AnyComponent, implementation } from "../core/component.ts";
import type { ReceivedFile } from "../core/files.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { Audio } from "./audio.ts";
import type { Samples } from "./samples/samples.ts";
import { testChunk, testWave } from "./wave/test-wave.ts";

vi.setConfig({ testTimeout: 60_000 });

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

const wave = (samples: readonly number[]): Uint8Array =>
  testWave({ data: new Uint8Array(Int16Array.from(samples).buffer) });

const rounded = (samples: Samples) =>
  samples.channels.map((channel) => Array.from(channel, (one) => Number(one.toFixed(3))));

it("hands the function samples from -1 to 1", async () => {
  const sent = files.send("a.wav", wave([0, 32_767, -32_768, -16_384]), "audio/wav");
  const samples = (await receive(Audio(), sent)) as Samples;
  expect(samples.sampleRate).toBe(8000);
  expect(samples.channels[0]).toBeInstanceOf(Float32Array);
  expect(rounded(samples)).toEqual([[0, 1, -1, -0.5]]);
});

// 0.5 sin(2π 440 t) and 0.25 sin(2π 660 t) at 16,000 a second, 0.1 s (FLAC 0.03 s), packed by ffmpeg.
it.each<[string, number, number]>([
  ["sound.mp3", 16_000, 2],
  ["mono.mp3", 16_000, 1],
  ["sound.ogg", 16_000, 2],
  ["sound.opus", 48_000, 2],
  ["sound.webm", 48_000, 2],
  ["sound.flac", 16_000, 2],
  // By the package audio-decode.
  ["sound.m4a", 16_000, 2],
])("reads %s", async (name, sampleRate, count) => {
  const bytes = readFileSync(new URL(`./test-sounds/${name}`, import.meta.url));
  const samples = (await receive(Audio(), files.send(name, bytes))) as Samples;
  expect(samples.sampleRate).toBe(sampleRate);
  expect(samples.channels).toHaveLength(count);
  const seconds = name.endsWith(".flac") ? 0.03 : 0.1;
  expect(samples.channels[0]!.length / sampleRate / seconds).toBeCloseTo(1, 0);
  for (const [channel, [loud, pitch]] of [[0.5, 440] as const, [0.25, 660] as const].slice(0, count).entries()) {
    const differences = Array.from(
      samples.channels[channel]!.subarray(sampleRate / 100, sampleRate / 40),
      (sample, at) => Math.abs(sample - loud * Math.sin(2 * Math.PI * pitch * (at / sampleRate + 0.01))),
    );
    expect(Math.max(...differences)).toBeLessThan(0.1);
  }
});

it("reads AIFF, also in the other order of bytes", async () => {
  for (const [form, compression, data] of [
    ["AIFF", "", Uint8Array.of(64, 0, 192, 0)],
    ["AIFC", "sowt", Uint8Array.of(0, 64, 0, 192)],
    ["AIFC", "fl32", Uint8Array.of(0x3f, 0, 0, 0, 0xbf, 0, 0, 0)],
  ] as const) {
    const common = Buffer.from(
      `00010000000200${form === "AIFC" && compression === "fl32" ? "20" : "10"}400bfa00000000000000`,
      "hex",
    );
    const sound = testChunk("SSND", Buffer.concat([Buffer.alloc(8), data]), undefined, false);
    const parts = [
      Buffer.from(form),
      testChunk("COMM", Buffer.concat([common, Buffer.from(compression)]), undefined, false),
      sound,
    ];
    const aiff = testChunk("FORM", Buffer.concat(parts), undefined, false);
    const samples = (await receive(Audio(), files.send("a.aiff", aiff))) as Samples;
    expect(samples.sampleRate).toBe(8000);
    expect(rounded(samples)).toEqual([[0.5, -0.5]]);
  }
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
  await expect(receive(Audio({ type: "file" }), page)).rejects.toThrow(
    "“b.mp3” is not a sound of a known kind: choose a file of WAV",
  );
  await expect(receive(Audio(), page)).rejects.toThrow(TypeError);
});

it("says what a sound is whose samples are not read", async () => {
  const gsm = files.send("a.wav", readFileSync(new URL("./test-sounds/gsm.wav", import.meta.url)));
  await expect(receive(Audio(), gsm)).rejects.toThrow(
    /“a\.wav” is a WAV file of GSM 6\.10, which cannot be read here: send WAV, MP3, .*audio-decode.*type: "file"/,
  );
  expect(await receive(Audio({ type: "file" }), gsm)).toMatchObject({ name: "a.wav" });
  const midi = files.send("a.mid", Buffer.from("MThd\0\0\0\u0006\0\0\0\0\0\0", "latin1"));
  await expect(receive(Audio(), midi)).rejects.toThrow(/“a\.mid” is MIDI, which cannot be read here/);
  const picture = files.send("a.wav", Buffer.from("\u0089PNG\r\n\u001a\n and more", "latin1"));
  await expect(receive(Audio({ type: "file" }), picture)).rejects.toThrow(/is a picture \(PNG\) and not a sound/);
});

it("refuses what is damaged or unpacks to too much", async () => {
  const good = testWave({ bits: 8, data: new Uint8Array(2000) });
  const big = files.send("big.wav", good);
  await expect(receive(Audio(), big, 7000)).rejects.toThrow(/“big\.wav” is too long: .* Choose a shorter sound\./);
  await expect(receive(Audio(), big, 9000)).resolves.toMatchObject({ sampleRate: 8000 });
  const cut = files.send("cut.wav", good.subarray(0, 24));
  await expect(receive(Audio(), cut)).rejects.toThrow(/“cut\.wav” cannot be read as a sound, it may be damaged/);
});

it.each(["sound.mp3", "sound.ogg", "sound.opus", "sound.webm", "sound.flac", "sound.m4a"])(
  "costs one answer, however %s is broken",
  async (name) => {
    const bytes = readFileSync(new URL(`./test-sounds/${name}`, import.meta.url));
    const short = files.send(name, bytes);
    await expect(receive(Audio(), short, 1000)).rejects.toThrow(/is too long/);
    let state = 7;
    const random = (below: number): number => (state = (state * 48_271) % 2_147_483_647) % below;
    // Another's reader of M4A fills its memory at some: that takes long.
    for (let round = 0; round < (name.endsWith("m4a") ? 6 : 20); round++) {
      const broken = Uint8Array.from(bytes.subarray(0, round % 4 === 0 ? random(bytes.length) : undefined));
      for (let byte = 0; byte < 1 + round; byte++) broken[16 + random(broken.length)] = random(256);
      const outcome = await receive(Audio(), files.send(name, broken)).then(
        () => "read",
        (error: unknown) => (error instanceof TypeError ? "refused" : error),
      );
      expect(["read", "refused"]).toContain(outcome);
    }
    expect(rounded((await receive(Audio(), files.send("a.wav", wave([16_384])))) as Samples)).toEqual([[0.5]]);
  },
);

it("sends the samples as they were when given", async () => {
  const channel = Float32Array.of(0.5);
  const wire = give(Audio(), { sampleRate: 8000, channels: [channel] });
  channel[0] = 0;
  expect(rounded((await receive(Audio(), await wire)) as Samples)).toEqual([[0.5]]);
});

it("sends files, bytes under the kind that they show", async () => {
  expect(await give(Audio(), wave([0]))).toMatchObject({ orig_name: "audio.wav", mime_type: "audio/wav" });
  expect(await give(Audio(), new Blob(["fLaC and more"]))).toMatchObject({ mime_type: "audio/flac" });
  const sent = await receive(Audio({ type: "file" }), files.send("mine.wav", wave([0]), "audio/wav"));
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
