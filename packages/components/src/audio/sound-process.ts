import { readSound, type SoundTask } from "./read-sound.ts";
import type { Samples } from "./samples.ts";
import { SoundError, type SoundProblem } from "./sound-error.ts";

/** What the process that reads sounds answers: samples, or why there are none. */
export type SoundAnswer =
  | { readonly samples: Samples }
  | { readonly problem: SoundProblem; readonly detail: string; readonly cause: string };

process.on("message", (task: SoundTask) => void answer(task).then((told) => process.send!(told)));
process.on("disconnect", () => process.exit());

// What a decoder throws is taken for damage: it crosses as words, for the log.
async function answer(task: SoundTask): Promise<SoundAnswer> {
  try {
    return { samples: await readSound(task) };
  } catch (error) {
    const { problem, detail } = error instanceof SoundError ? error : { problem: "damaged" as const, detail: "" };
    return { problem, detail, cause: String((error as Error).cause ?? error) };
  }
}
