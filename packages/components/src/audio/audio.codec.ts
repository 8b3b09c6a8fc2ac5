import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { contentPath } from "../media/content-path.ts";
import type { DecodeContext, ReceivedFile } from "../core/files.ts";
import { receiveMedia } from "../media/media-file.ts";
import { mediaHeadLength } from "../media/media-format.ts";
import { readHead } from "../media/read-head.ts";
import { TaskCrash, TaskOverflow, TaskProcesses, TaskTimeout } from "../tasks/task-processes.ts";
import { childFile } from "../source.ts";
import type { SoundTask } from "./read-sound.ts";
import { readSamples, type Samples } from "./samples/samples.ts";
import type { SoundProblem } from "./samples/sound-error.ts";
import { soundProblem, unreadSound } from "./sound-kind.ts";
import type { SoundAnswer } from "./sound-process.ts";
import { writeWave } from "./wave/write-wave.ts";

/**
 * The samples of a sound, read in a process of its own. Rejects with a `TypeError` for what is no sound, damaged, of a kind
 * that is not read, or of more samples than the limit; with the signal's reason once that is aborted.
 */
export async function decodeAudio(file: ReceivedFile, context: DecodeContext): Promise<Samples> {
  await receiveMedia(file, "audio");
  const head = (await readHead(contentPath(file), mediaHeadLength)) ?? new Uint8Array();
  const problem = soundProblem(head, "more");
  if (problem !== null) throw new TypeError(`“${file.name}” ${problem} ${forDeveloper}`);
  const answer = await inProcess({ path: contentPath(file), unpacked: context.limits.unpacked }, context);
  if ("samples" in answer) return answer.samples;
  throw explain(file, answer.problem, answer.detail, answer.cause);
}

/** Which samples are read here: of the kinds that are known, or of more where audio-decode is installed. */
export function readableKinds(): "known" | "more" {
  try {
    createRequire(import.meta.url).resolve("audio-decode");
    return "more";
  } catch {
    return "known";
  }
}

/** Samples as a WAV file of 16 bits. Throws a `TypeError` for samples that are none. */
export function encodeWave(given: unknown): Uint8Array {
  const { sampleRate, channels } = readSamples(given);
  return writeWave(sampleRate, channels);
}

let processes: TaskProcesses<SoundTask, SoundAnswer> | null = null;

async function inProcess(task: SoundTask, context: DecodeContext): Promise<SoundAnswer> {
  processes ??= new TaskProcesses({
    file: childFile("audio/sound-process"),
    processes: Math.max(1, Math.min(4, availableParallelism() - 1)),
    timeLimitMs: 60_000,
    heapMb: 256,
    idleMs: 60_000,
  });
  try {
    return await processes.run(task, context);
  } catch (error) {
    if (error instanceof TaskTimeout) return { problem: "slow", detail: "", cause: error.message };
    if (error instanceof TaskOverflow) return { problem: "large", detail: "", cause: error.message };
    if (error instanceof TaskCrash) return { problem: "damaged", detail: "", cause: error.message };
    throw error;
  }
}

function explain({ name }: ReceivedFile, problem: SoundProblem, detail: string, cause?: string): TypeError {
  return new TypeError(`“${name}” ${sentences[problem](detail)}`, { cause });
}

const sentences: Readonly<Record<SoundProblem, (detail: string) => string>> = {
  damaged: () => "cannot be read as a sound, it may be damaged: choose another file.",
  long: (detail) => `is too long: ${detail}. Choose a shorter sound.`,
  large: () => "takes too much memory to read as a sound: choose a shorter sound, or another kind.",
  slow: () => "takes too long to read as a sound: choose a shorter sound, or another kind.",
  unread: (detail) => `${unreadSound(detail)} ${forDeveloper}`,
};

const forDeveloper = '(To the developer: install the package audio-decode for more kinds, or use type: "file".)';
