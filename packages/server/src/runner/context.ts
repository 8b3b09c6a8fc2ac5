import type { CallContext, ToastOptions } from "../app/call-context.ts";
import type { Note, RunCall } from "../channel/messages.ts";
import type { Cancellation } from "./cancellation.ts";
import { ProgressBoard } from "./progress.ts";

/** What a context is made of. */
export interface ContextSource {
  readonly call: RunCall;
  readonly cancellation: Cancellation;
  /** Takes what the function says beside its values; ignores it after the call's end. */
  readonly note: (note: Note) => void;
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
}

const toastMs = 10_000;

/** The last argument of a function: all that it may know of its call, and its ways to speak beside its values. */
export function makeContext({ call, cancellation, note, now }: ContextSource): CallContext {
  const { caller } = call;
  const toast =
    (level: "info" | "warning" | "success") =>
    (text: string, options: ToastOptions = {}): void =>
      note({
        kind: "log",
        level,
        text: textOf(text),
        title: options.title === undefined ? null : textOf(options.title),
        durationMs: options.durationMs === undefined ? toastMs : options.durationMs,
      });
  const board = new ProgressBoard((bars) => note({ kind: "progress", bars }), now);
  let request: CallContext["request"] | null = null;
  return {
    // Few functions ask for it, and a controller is a large part of what a small call costs.
    get signal() {
      return cancellation.signal;
    },
    progress: board.face(),
    info: toast("info"),
    warning: toast("warning"),
    success: toast("success"),
    session: { id: caller.session, user: caller.user },
    // Few functions ask for it, and parsing headers costs more than a trivial call.
    get request() {
      request ??= readRequest(caller);
      return request;
    },
    call: { id: call.call, attempt: call.attempt },
    event: call.event,
  };
}

/** The request that brought a caller, as functions see it. */
export function readRequest({ headers, query, address }: Omit<RunCall["caller"], "session">): CallContext["request"] {
  return { headers: readHeaders(headers), query: new URLSearchParams(query), address };
}

function readHeaders(lines: string): Headers {
  const headers = new Headers();
  for (const line of lines.split("\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 2));
  }
  return headers;
}

/** A script without types may pass anything, which must neither cross as an object nor fail the run. */
function textOf(value: unknown): string {
  return String(value);
}
