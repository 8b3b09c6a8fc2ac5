import {
  applyDiff,
  makeDiff,
  printJson,
  type CallMessage,
  type Edit,
  type ErrorData,
  type JsonObject,
  type JsonValue,
} from "@vitrine/protocol";
import { hiddenErrorText } from "../../base/errors.ts";
import type { Call } from "../../calls/call.ts";

/** How a call's messages are put into the events of one stream. */
export interface Words {
  /** The text of the events for a message; empty where this stream has none. */
  print(message: CallMessage): string;
}

/** What the words of a call are made of. */
export interface WordsOptions {
  readonly call: Call;
  /** The value of output `index` with addresses of its files. */
  readonly address: (value: JsonValue, index: number) => JsonValue;
  /** Whether output `index` may hold files. */
  readonly hasFiles: (index: number) => boolean;
}

/** What a failed call gives: a null for a hidden text; Gradio's Python client takes exactly these keys. */
export function errorOutput(error: ErrorData | undefined): JsonObject {
  if (error?.code === "failed" && error.message === hiddenErrorText) return { error: null };
  const { message = "The call failed.", durationMs = 10_000, visible = true, title = "Error" } = error ?? {};
  return { error: message, duration: durationMs === null ? null : durationMs / 1000, visible, title };
}

/** The latest values of a call, one an output, null where there is none. */
export function lastValues({ call, address }: WordsOptions): JsonValue[] {
  return call.fn.outputs.map((_, index) => address(call.log.values?.[index] ?? null, index));
}

/** What a call that went well gives. */
export function dataOutput(
  data: readonly JsonValue[] | readonly (readonly Edit[])[],
  generating: boolean,
  ms: number,
): JsonObject {
  return {
    data,
    is_generating: generating,
    duration: ms / 1000,
    average_duration: ms / 1000,
    render_config: null,
    changed_state_ids: [],
    used_cache: null,
  };
}

const titles = { info: "Info", warning: "Warning", success: "Success" } as const;

/** The messages of Gradio's `/queue/data` (protocol sse_v3): first values whole, later ones as edits, the last whole. */
export class QueueWords implements Words {
  readonly #options: WordsOptions;
  #sent: readonly JsonValue[] | null = null;
  #raw: JsonValue[] = [];

  constructor(options: WordsOptions) {
    this.#options = options;
  }

  print(message: CallMessage): string {
    const fields = this.#translate(message);
    if (fields === null) return "";
    const { msg, ...rest } = fields;
    return `data: ${printJson({ msg, event_id: this.#options.call.id, ...rest })}\n\n`;
  }

  #translate(message: CallMessage): JsonObject | null {
    const { call } = this.#options;
    switch (message.msg) {
      case "position": {
        const { rank, size, etaMs } = message;
        return { msg: "estimation", rank, queue_size: size, rank_eta: seconds(etaMs) };
      }
      case "started":
        return { msg: "process_starts", eta: seconds(message.etaMs) };
      case "progress":
        return {
          msg: "progress",
          progress_data: message.bars.map(({ done, total, text, unit }) => ({
            index: total === 1 ? null : done,
            length: total === 1 ? null : total,
            unit: unit ?? "steps",
            progress: total === 1 ? done : null,
            desc: text,
          })),
        };
      case "log": {
        const { level, text, durationMs, title } = message;
        const words = { log: text, level, duration: seconds(durationMs), visible: true, title: title ?? titles[level] };
        return { msg: "log", ...words };
      }
      case "values":
      case "edits": {
        if (!call.fn.types.generator) return null;
        const data = this.#step(message);
        return { msg: "process_generating", output: dataOutput(data, true, 0), success: true, time_limit: null };
      }
      case "end": {
        if (message.status === "error") {
          return { msg: "process_completed", output: errorOutput(message.error), success: false, title: "Error" };
        }
        // A cancelled call has no result; both clients read a list of nulls as that.
        const data = message.status === "done" ? lastValues(this.#options) : call.fn.outputs.map(() => null);
        return { msg: "process_completed", output: dataOutput(data, false, message.ranMs), success: true, title: null };
      }
      case "accepted":
        return null;
    }
  }

  #step(
    message: Extract<CallMessage, { msg: "values" | "edits" }>,
  ): readonly JsonValue[] | readonly (readonly Edit[])[] {
    const { address, hasFiles } = this.#options;
    const before = this.#sent;
    if (message.msg === "values") {
      this.#raw = [...message.values];
      const sent = message.values.map(address);
      this.#sent = sent;
      return before === null ? sent : sent.map((value): Edit[] => [["replace", [], value]]);
    }
    const sent: JsonValue[] = [...(before ?? [])];
    const edits = message.edits.map((list, index) => {
      if (!hasFiles(index)) return list;
      // A file's address follows from its reference, so values with files are compared as they are sent.
      this.#raw[index] = applyDiff(this.#raw[index] ?? null, list);
      const old = sent[index] ?? null;
      sent[index] = address(this.#raw[index] ?? null, index);
      return makeDiff(old, sent[index] ?? null);
    });
    this.#sent = sent;
    return edits;
  }
}

/** The events of Gradio's `GET /call/{name}/{id}`: full values each time. */
export class CallWords implements Words {
  readonly #options: WordsOptions;
  #values: readonly JsonValue[] = [];

  constructor(options: WordsOptions) {
    this.#options = options;
  }

  print(message: CallMessage): string {
    const { call, address } = this.#options;
    if (message.msg === "values" || message.msg === "edits") {
      if (!call.fn.types.generator) return "";
      this.#values =
        message.msg === "values"
          ? message.values
          : message.edits.map((list, index) => applyDiff(this.#values[index] ?? null, list));
      return callEvent("generating", this.#values.map(address));
    }
    if (message.msg !== "end") return "";
    if (message.status === "error") return callEvent("error", errorOutput(message.error));
    return callEvent(
      "complete",
      message.status === "done" ? lastValues(this.#options) : call.fn.outputs.map(() => null),
    );
  }
}

/** One event of `GET /call/{name}/{id}`. */
export function callEvent(event: string, data: JsonValue): string {
  return `event: ${event}\ndata: ${printJson(data)}\n\n`;
}

function seconds(ms: number | null): number | null {
  return ms === null ? null : ms / 1000;
}
