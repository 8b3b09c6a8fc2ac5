import { readdirSync, readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import type { JsonValue } from "@vitrine/protocol";
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from "vitest";
import { implementation } from "../core/component.ts";
import { createTestFiles, type TestFiles } from "../core/test-files.ts";
import { Audio } from "./audio.ts";
import type { Samples } from "./samples/samples.ts";
import { testWave } from "./wave/test-wave.ts";

vi.setConfig({ testTimeout: 60_000 });

const megabyte = 1_000_000;

let files: TestFiles;
beforeAll(async () => {
  files = await createTestFiles();
});
afterAll(() => files.remove());

async function receive(name: string, bytes: Uint8Array, unpacked = 20 * megabyte): Promise<Samples> {
  const sent = files.send(name, bytes) as unknown as JsonValue;
  const limits = { ...files.context.limits, unpacked };
  return (await Audio()[implementation].preprocess(sent, { ...files.context, limits })) as Samples;
}

/** A sound that is read if all is well. */
const next = (): Promise<Samples> => receive("next.wav", testWave({ data: new Uint8Array(16) }));

/** The processes that read sounds. */
function soundProcesses(): number[] {
  const children = readdirSync("/proc/self/task").flatMap((task) =>
    readFileSync(`/proc/self/task/${task}/children`, "utf8").trim().split(" "),
  );
  return children.filter(Boolean).map(Number).filter(isOfSounds);
}

const isOfSounds = (pid: number): boolean => readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("sound-process");

function highestMemory(): number {
  const most = soundProcesses().map((pid) => /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))![1]);
  return Math.max(...most.map(Number)) * 1024;
}

// Packed by ffmpeg: of eight channels, 192,000 samples a second.
const packed = (name: string): Uint8Array =>
  gunzipSync(readFileSync(new URL(`./test-sounds/${name}.gz`, import.meta.url)));

/** Frames of MPEG 2.5, layer III, 8,000 bits and samples a second, in which nothing is said: silence. */
const mp3 = (frames: number): Uint8Array => {
  const frame = Buffer.alloc(72);
  frame.set([0xff, 0xe3, 0x18, 0xc4]);
  return Buffer.alloc(frame.length * frames, frame);
};

it.each<[string, () => Uint8Array]>([
  ["one-minute.flac", () => packed("one-minute.flac")],
  ["ten-minutes.ogg", () => packed("ten-minutes.ogg")],
  ["a-day.mp3", () => mp3(300_000)],
])("a small file of a long silence costs no more than may be unpacked: %s", async (name, make) => {
  await expect(receive(name, make())).rejects.toThrow(/too long: 2\d(\.\d)? MB unpacked, at most 20 MB/);
  expect(highestMemory()).toBeLessThan(300 * megabyte);
  expect((await next()).sampleRate).toBe(8000);
});

it("a decoder that unpacks all at once is ended with its process, and the next sound is read", async () => {
  await next();
  const [first] = soundProcesses();
  await expect(receive("two-hours.m4a", packed("two-hours.m4a"))).rejects.toThrow(
    "“two-hours.m4a” takes too much memory to read as a sound: choose a shorter sound, or another kind.",
  );
  expect((await next()).sampleRate).toBe(8000);
  expect(soundProcesses()).not.toContain(first);
});

it("a file that is larger than what may be unpacked is not even read", async () => {
  const wave = testWave({ data: new Uint8Array(80 * megabyte) });
  await expect(receive("long.wav", wave)).rejects.toThrow(/“long\.wav” takes too much memory/);
});

it("a decoder that never ends is given up after a minute, and the next sound is read", async () => {
  await next();
  const stuck = soundProcesses();
  for (const pid of stuck) process.kill(pid, "SIGSTOP");
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const outcome = next().catch((error: unknown) => error);
  while (vi.getTimerCount() === 0) await setImmediate();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(await outcome).toMatchObject({
    name: "TypeError",
    message: "“next.wav” takes too long to read as a sound: choose a shorter sound, or another kind.",
  });
  vi.useRealTimers();
  expect((await next()).sampleRate).toBe(8000);
  expect(soundProcesses()).not.toContain(stuck[0]);
});
