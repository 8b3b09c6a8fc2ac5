import {
  applyDiff,
  printJson,
  type CallMessage,
  type ErrorData,
  type JsonObject,
  type JsonValue,
} from "@vitrine/protocol";
import type { Call } from "../../calls/call.ts";
import type { Words } from "../gradio/gradio-events.ts";

/**
 * The events of `GET /api/calls/{id}/events`: `position`, `started`, `progress`, `log`, `data` with whole values, `end`.
 * Events that stay have an id; those up to `after` were heard before.
 */
export class EventWords implements Words {
  readonly #call: Call;
  readonly #after: number;
  readonly #named: (values: readonly JsonValue[]) => JsonObject;
  #values: readonly JsonValue[] = [];

  constructor(call: Call, after: number, named: (values: readonly JsonValue[]) => JsonObject) {
    this.#call = call;
    this.#after = after;
    this.#named = named;
  }

  print(message: CallMessage): string {
    const event = this.#translate(message);
    if (event === null || ("n" in message && message.n <= this.#after)) return "";
    const id = "n" in message ? `id: ${message.n}\n` : "";
    return `event: ${event.name}\n${id}data: ${printJson(event.data)}\n\n`;
  }

  #translate(message: CallMessage): { readonly name: string; readonly data: JsonObject } | null {
    switch (message.msg) {
      case "position":
        return { name: "position", data: { rank: message.rank, size: message.size, etaMs: message.etaMs } };
      case "started":
        return { name: "started", data: { etaMs: message.etaMs } };
      case "progress":
        return { name: "progress", data: { bars: message.bars as unknown as JsonValue } };
      case "log": {
        const { msg: _msg, call: _call, n: _n, ...rest } = message;
        return { name: "log", data: rest };
      }
      case "values":
        this.#values = message.values;
        return { name: "data", data: { data: this.#named(this.#values) } };
      case "edits":
        this.#values = message.edits.map((list, index) => applyDiff(this.#values[index] ?? null, list));
        return { name: "data", data: { data: this.#named(this.#values) } };
      case "end":
        return { name: "end", data: endOf(this.#call, this.#named) };
      case "accepted":
        return null;
    }
  }
}

/** How a call ended: its state, then its data or its error. */
export function endOf(call: Call, named: (values: readonly JsonValue[]) => JsonObject): JsonObject {
  const { status, error, ranMs } = call.end ?? { status: "cancelled", ranMs: 0 };
  const how = { state: status, ranMs };
  if (status === "done") return { ...how, data: named(call.log.values ?? []) };
  return error === undefined ? how : { ...how, error: plainError(error) };
}

function plainError({ code, message, id, title, fields }: ErrorData): JsonObject {
  const text: JsonObject = { code, message };
  return {
    ...text,
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    ...(fields === undefined ? {} : { fields: fields as unknown as JsonValue }),
  };
}
