/** Why a sound is not read: its bytes, its kind, its length, or the memory or time that it took. */
export type SoundProblem = "damaged" | "unread" | "long" | "large" | "slow";

/** A sound that cannot be read; it crosses threads as `problem` and `detail`. */
export class SoundError extends Error {
  readonly problem: SoundProblem;
  /** What it is ("a WAV file of GSM 6.10"), or by how much it is too long. */
  readonly detail: string;

  constructor(problem: SoundProblem, detail = "", options?: ErrorOptions) {
    super(`${problem}${detail === "" ? "" : `: ${detail}`}`, options);
    this.name = "SoundError";
    this.problem = problem;
    this.detail = detail;
  }
}

/** Throws a `SoundError` for samples of more bytes than are allowed. */
export function checkUnpacked(bytes: number, unpacked: number): void {
  if (bytes <= unpacked) return;
  const [size, most] = [bytes, unpacked].map((count) => Number((count / 1e6).toFixed(1)));
  throw new SoundError("long", `${size} MB unpacked, at most ${most} MB are allowed`);
}
