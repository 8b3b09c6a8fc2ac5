import type { RunView } from "./run-view.ts";

/** What was said last, and when (milliseconds). */
export interface Said {
  readonly text: string;
  readonly state: RunView["state"];
  readonly at: number;
}

const pauseMs = 5_000;

/**
 * How long to wait, in milliseconds, before a view is said aloud; null is never. A new state and a new position are said
 * at once, anything else at most once in five seconds.
 */
export function waitToSay(view: Pick<RunView, "spoken" | "state">, said: Said, now: number): number | null {
  if (view.spoken === "" || (view.spoken === said.text && view.state === said.state)) return null;
  if (view.state !== said.state || view.state === "queued") return 0;
  return Math.max(0, said.at + pauseMs - now);
}
