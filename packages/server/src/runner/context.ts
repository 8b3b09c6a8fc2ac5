import type { CallContext, ToastOptions } from "../app-model/call-context.ts";
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
export function makeContext(source: ContextSource): CallContext {
  return new FunctionContext(source);
}

// A class, and parts made when they are asked for: accessors in an object literal, progress bars, parsed headers and a
// controller would each cost more than a small function.
class FunctionContext implements CallContext {
  readonly session: CallContext["session"];
  readonly call: CallContext["call"];
  readonly event: unknown;
  readonly info: CallContext["info"] = (text, options) => this.#toast("info", text, options);
  readonly warning: CallContext["warning"] = (text, options) => this.#toast("warning", text, options);
  readonly success: CallContext["success"] = (text, options) => this.#toast("success", text, options);
  readonly #source: ContextSource;
  #progress: CallContext["progress"] | null = null;
  #request: CallContext["request"] | null = null;

  constructor(source: ContextSource) {
    const { call: id, attempt, caller, event } = source.call;
    this.#source = source;
    this.session = { id: caller.session, user: caller.user };
    this.call = { id, attempt };
    this.event = event;
  }

  get signal(): AbortSignal {
    return this.#source.cancellation.signal;
  }

  get progress(): CallContext["progress"] {
    const { note, now } = this.#source;
    return (this.#progress ??= new ProgressBoard((bars) => note({ kind: "progress", bars }), now).face());
  }

  get request(): CallContext["request"] {
    return (this.#request ??= readRequest(this.#source.call.caller));
  }

  #toast(level: "info" | "warning" | "success", text: string, { title, durationMs }: ToastOptions = {}): void {
    this.#source.note({
      kind: "log",
      level,
      text: textOf(text),
      title: title === undefined ? null : textOf(title),
      durationMs: durationMs === undefined ? toastMs : durationMs,
    });
  }
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
