import { ProcessWatch } from "../tasks/process-watch.ts";
import { readSound, type SoundTask } from "./read-sound.ts";
import type { Samples } from "./samples/samples.ts";
import { SoundError, type SoundProblem } from "./samples/sound-error.ts";

/** What the process that reads sounds answers: samples, or why there are none. */
export type SoundAnswer =
  | { readonly samples: Samples }
  | { readonly problem: SoundProblem; readonly detail: string; readonly cause: string };

const watch = new ProcessWatch();
// What Node, the decoders and a piece of the largest kind take.
const ownMemory = 384_000_000;
// A file, its samples in pieces, as one, and on their way.
const copies = 5;
// The other process ends what takes long, if it still can.
const longestMs = 90_000;

process.on("message", (task: SoundTask) => void answer(task).then((told) => process.send!(told)));
process.on("disconnect", () => process.exit());

// What a decoder throws is taken for damage: it crosses as words, for the log.
async function answer(task: SoundTask): Promise<SoundAnswer> {
  watch.begin({ memory: ownMemory + copies * task.unpacked, ms: longestMs });
  try {
    return { samples: await readSound(task) };
  } catch (error) {
    const { problem, detail } = error instanceof SoundError ? error : { problem: "damaged" as const, detail: "" };
    return { problem, detail, cause: String((error as Error).cause ?? error) };
  } finally {
    watch.end();
  }
}
