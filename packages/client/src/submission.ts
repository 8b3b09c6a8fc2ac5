import { hasEnded, type CallState } from "./call-state.ts";
import { VitrineClientError } from "./client-error.ts";
import type { CallEvent, Submission } from "./client-types.ts";
import type { CallHandle } from "./connection.ts";

/** What a submission is made of. */
export interface SubmissionOptions<Output> {
  readonly handle: CallHandle;
  readonly signal: AbortSignal | undefined;
  readonly arrange: (values: NonNullable<CallState["values"]>) => Output;
  /** Told how to fail the call when the client is closed; gives the way to forget that. */
  readonly whenClosed: (fail: (error: VitrineClientError) => void) => () => void;
}

/** Turns what happens to a call into events that are read one by one. Nothing is lost when they are read late. */
export function submissionOf<Output>({
  handle,
  signal,
  arrange,
  whenClosed,
}: SubmissionOptions<Output>): Submission<Output> {
  const events: CallEvent<Output>[] = [];
  let failure: VitrineClientError | null = null;
  let over = false;
  let wake = ready;
  let before: CallState | null = null;
  const cancel = (): void => handle.cancel();
  const finish = (error: VitrineClientError | null): void => {
    over = true;
    failure = error;
    signal?.removeEventListener("abort", cancel);
    forget();
  };
  const forget = whenClosed((error) => {
    if (!over) finish(error);
    wake();
  });

  const take = (state: CallState): void => {
    if (over) return;
    for (const event of changes(before, state, arrange)) events.push(event);
    before = state;
    if (hasEnded(state)) {
      finish(failureOf(state));
      if (failure === null) {
        const status = state.phase === "done" ? "done" : "cancelled";
        events.push({ type: "end", status, ranMs: state.ranMs ?? 0 });
      }
    }
    wake();
  };
  handle.onLog(({ level, text, title }) => {
    events.push({ type: "log", level, text, title });
    wake();
  });
  handle.onChange(take);
  take(handle.state);
  if (signal?.aborted === true) cancel();
  else signal?.addEventListener("abort", cancel, { once: true });

  return {
    id: handle.id,
    cancel,
    async *[Symbol.asyncIterator]() {
      try {
        for (;;) {
          const event = events.shift();
          if (event !== undefined) yield event;
          else if (failure !== null) throw failure;
          else if (over) return;
          // oxlint-disable-next-line no-await-in-loop -- events come one after the other
          else await new Promise<void>((resolve) => (wake = resolve));
        }
      } finally {
        if (!over) cancel();
      }
    },
  };
}

// Nobody reads yet.
function ready(): void {}

function* changes<Output>(
  before: CallState | null,
  state: CallState,
  arrange: (values: NonNullable<CallState["values"]>) => Output,
): Generator<CallEvent<Output>> {
  const stage = stageOf(state);
  if (stage !== null && (before === null || stageOf(before) !== stage || before.position !== state.position)) {
    const { rank = null, size = null } = state.position ?? {};
    const etaMs = stage === "running" ? state.etaMs : (state.position?.etaMs ?? null);
    yield { type: "status", stage, position: rank, size, etaMs };
  }
  if (state.bars.length > 0 && state.bars !== before?.bars) yield { type: "progress", bars: state.bars };
  if (state.values !== null && state.values !== before?.values) yield { type: "data", data: arrange(state.values) };
}

function stageOf({ phase }: CallState): "sending" | "waiting" | "running" | null {
  if (phase === "held" || phase === "uploading" || phase === "sent") return "sending";
  return phase === "waiting" || phase === "running" ? phase : null;
}

function failureOf({ phase, error }: CallState): VitrineClientError | null {
  if (phase === "forgotten") return new VitrineClientError({ code: "restarted", message: "The server lost the call." });
  return phase === "error" ? new VitrineClientError(error ?? { code: "failed", message: "The call failed." }) : null;
}
