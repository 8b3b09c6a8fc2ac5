import type { CallState } from "@vitrine/client";
import type { ErrorData, ProgressBar } from "@vitrine/protocol";
import { exactTime, roughTime } from "./times.ts";

/** A call of the page's function, as the store keeps it. Times in milliseconds since 1970. */
export interface Run {
  /** The call's id. */
  readonly id: string;
  readonly call: CallState;
  readonly submittedAt: number;
}

/** What an output's caption row and shelf show. Names of states are those of the style sheet. */
export interface RunView {
  readonly state:
    | "idle"
    | "queued"
    | "running"
    | "progress"
    | "generating"
    | "stopped"
    | "error"
    | "full"
    | "held"
    | "done";
  /** Pieces of the caption; `most` is dropped first where there is little room, then `more`. */
  readonly words: readonly (readonly [text: string, weight: "b" | "most" | "more"])[];
  /** Whether old values are shown as old. */
  readonly dim: boolean;
  readonly cancel: boolean;
  /** The bar in the shelf, and further ones for the body. */
  readonly bars: readonly BarView[];
  /** What to say aloud; "" for nothing. */
  readonly spoken: string;
}

/** One progress bar in words and numbers. */
export interface BarView {
  readonly label: string;
  readonly max: number;
  /** null is unknown. */
  readonly value: number | null;
}

/** Within this many milliseconds of a click nothing changes, so that quick answers do not flicker. */
export const quietMs = 150;

/** Within this many milliseconds no run is long, whatever is usual. */
const longMs = 3_000;

/** Whether the run is still so young that the page shows what was there before it. */
export function isQuiet(run: Run, now: number): boolean {
  return run.call.ranMs === null && now - run.submittedAt < quietMs;
}

const base: RunView = { state: "idle", words: [], dim: false, cancel: false, bars: [], spoken: "" };

/** How a run looks at `now` (milliseconds since 1970); `open` is whether the server can be reached. */
export function viewRun(run: Run | null, now: number, open: boolean): RunView {
  if (!run) return base;
  const { call } = run;
  switch (call.phase) {
    case "held":
    case "sent":
      return open ? waiting("Sending", []) : held;
    case "uploading":
      return open ? progress(call, now - run.submittedAt) : held;
    case "waiting":
      return queued(call, now);
    case "running":
      return running(call, now);
    case "done":
    case "error":
    case "cancelled":
    case "forgotten":
      return ended(call);
  }
}

const held: RunView = {
  ...base,
  state: "held",
  words: [
    ["Held", "b"],
    [" · sent when the server answers", "most"],
  ],
  dim: true,
  cancel: true,
  spoken: "Held, sent when the server answers",
};

function waiting(strong: string, rest: RunView["words"]): RunView {
  return { ...base, state: "queued", words: [[strong, "b"], ...rest], dim: true, cancel: true, spoken: strong };
}

function queued({ position }: CallState, now: number): RunView {
  if (!position) return waiting("Waiting", []);
  const { rank, size, etaMs, at } = position;
  const strong = `Position ${rank + 1} of ${Math.max(size, rank + 1)}`;
  if (etaMs === null) return waiting(strong, []);
  return waiting(strong, [
    [" · ", "more"],
    ["about ", "most"],
    [roughTime(etaMs - (now - at)), "more"],
  ]);
}

function running(call: CallState, now: number): RunView {
  const elapsed = now - (call.startedAt ?? now);
  if (call.bars.length > 0) return progress(call, elapsed);
  if (call.generator && call.values) {
    const words: RunView["words"] = [
      ["Generating", "b"],
      [` · ${exactTime(elapsed)}`, "more"],
    ];
    return { ...base, state: "generating", words, spoken: "Generating" };
  }
  const words: RunView["words"] = [["Running", "b"], ...spent(elapsed, call.etaMs)];
  return { ...base, state: "running", words, dim: true, spoken: "Running" };
}

/** Time spent and time left; what is left is not told where it is unknown or used up. */
function spent(elapsed: number, etaMs: number | null): RunView["words"] {
  const time = exactTime(elapsed);
  if (etaMs !== null && elapsed > Math.max(1.5 * etaMs, longMs))
    return [
      [` · ${time}`, "more"],
      [", longer than usual", "most"],
    ];
  if (etaMs === null || elapsed >= etaMs) return [[` · ${time}`, "more"]];
  return [
    [" · ", "more"],
    [`${time}, about `, "most"],
    [`${roughTime(etaMs - elapsed)} left`, "more"],
  ];
}

function progress(call: CallState, elapsed: number): RunView {
  const bars = call.bars.map(viewBar);
  const [outer] = bars;
  const first = call.bars[0];
  const share = outer?.value ? outer.value / outer.max : 0;
  const etaMs = share >= 0.05 ? elapsed / share : call.etaMs;
  const words: RunView["words"] = [
    ...(first?.text ? [[`${first.text} · `, "most"] as const] : []),
    [first ? amount(first) : "Uploading", "b"],
    ...spent(elapsed, etaMs),
  ];
  const state = outer?.value === null ? "running" : "progress";
  return { ...base, state, words, dim: !call.values, bars, spoken: outer?.label ?? "Uploading" };
}

/** How far a bar is, in words: `3 of 5 steps`, `50 %`, `3 steps`. */
function amount({ done, total, unit }: ProgressBar): string {
  if (total === null) return unit ? `${done} ${unit}` : `${done}`;
  if (unit === "bytes" || (total === 1 && !unit)) return `${Math.round((total ? done / total : 0) * 100)} %`;
  return `${done} of ${total}${unit ? ` ${unit}` : ""}`;
}

function viewBar(bar: ProgressBar): BarView {
  const label = bar.text ? `${bar.text}, ${amount(bar)}` : amount(bar);
  return { label, max: bar.total || 1, value: bar.total === null ? null : Math.min(bar.done, bar.total) };
}

/** Whether nothing went wrong but that the call was not taken. */
export function wasNotSent(error: ErrorData): boolean {
  return isBusy(error) || error.code === "outdated";
}

/** Whether a call was not taken for now, and will be a little later. */
export function isBusy({ code }: ErrorData): boolean {
  return code === "queue-full" || code === "rate-limit";
}

function ended(call: CallState): RunView {
  const time = exactTime(call.ranMs ?? 0);
  const { error } = call;
  if (call.phase === "done")
    return { ...base, state: "done", spoken: "Done", words: call.ranMs === null ? [] : [[time, "more"]] };
  if (call.phase === "cancelled") {
    const after = call.startedAt === null ? " before it began" : ` after ${time}`;
    const words: RunView["words"] = [
      ["Stopped", "b"],
      [after, "more"],
    ];
    return { ...base, state: "stopped", words, spoken: `Stopped${after}` };
  }
  if (!error) return base;
  // The error itself is told where it stands; what was told of the run must not stay.
  const notSent: RunView = { ...base, spoken: "Not sent" };
  if (error.fields?.length) return notSent;
  if (wasNotSent(error)) return { ...notSent, state: "full", words: [["Not sent", "b"]], dim: true };
  const after = call.ranMs ? ` after ${time}` : "";
  const words: RunView["words"] = [["Failed", "b"], ...(after ? ([[after, "more"]] as const) : [])];
  return { ...base, state: "error", words, dim: true, spoken: `Failed${after}` };
}
