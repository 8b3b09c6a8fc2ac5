import { findExcess, type JsonShape } from "./json-shape.ts";
import type { JsonValue } from "./json.ts";
import type { CallPosition, ClientMessage } from "./messages.ts";

// More calls than any page has open; each is answered.
const mostCalls = 10_000;

type Fields = Readonly<Record<string, unknown>>;

/**
 * The message that a page sent, with its known fields alone. Throws a `TypeError` whose text may be shown to the
 * sender, for everything that is no message. Takes time in proportion to the text, and no stack.
 */
export function parseClientMessage(text: string, shape: JsonShape): ClientMessage {
  const excess = findExcess(text, shape);
  if (excess !== null) throw new TypeError(`The message ${excess.text}.`);
  const message = parseObject(text);
  switch (message["msg"]) {
    case "hello":
      return {
        msg: "hello",
        session: readId(message, "session"),
        load: readId(message, "load"),
        calls: readCalls(message).map(readCallPosition),
      };
    case "call": {
      const call = readId(message, "call");
      const fn = readCount(message, "fn", 0);
      const data = readList(message, "data") as readonly JsonValue[];
      if (!Object.hasOwn(message, "event")) return { msg: "call", call, fn, data };
      return { msg: "call", call, fn, data, event: message["event"] as JsonValue };
    }
    case "cancel":
      return { msg: "cancel", call: readId(message, "call") };
    case "seen":
      return { msg: "seen", calls: readCalls(message).map(readSeen) };
    default:
      throw new TypeError(`"msg" is ${show(message["msg"])}; send "hello", "call", "cancel" or "seen".`);
  }
}

/** The call that a message of a page asks for, which may itself be no good; null for any other message. */
export function callNamedIn(text: string): string | null {
  return /^\{"msg":"call","call":"([0-9a-f]{32})"/.exec(text)?.[1] ?? null;
}

function parseObject(text: string): Fields {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (cause) {
    throw new TypeError(`The message is no JSON: ${show(text)}.`, { cause });
  }
  return asFields(message, "The message");
}

function asFields(value: unknown, what: string): Fields {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new TypeError(`${what} is ${show(value)}; send an object.`);
}

function isId(value: unknown): value is string {
  return typeof value === "string" && /^[0-9a-f]{32}$/.test(value);
}

function readId(fields: Fields, name: string): string {
  const value = fields[name];
  if (isId(value)) return value;
  throw new TypeError(`"${name}" is ${show(value)}; send 32 lower-case hexadecimal digits.`);
}

function readCount(fields: Fields, name: string, least: number): number {
  const value = fields[name];
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= least) return value;
  throw new TypeError(`"${name}" is ${show(value)}; send a whole number from ${least} up.`);
}

function readList(fields: Fields, name: string): readonly unknown[] {
  const value = fields[name];
  if (Array.isArray(value)) return value;
  throw new TypeError(`"${name}" is ${show(value)}; send a list.`);
}

function readCalls(fields: Fields): readonly unknown[] {
  const calls = readList(fields, "calls");
  if (calls.length <= mostCalls) return calls;
  throw new TypeError(`"calls" names ${calls.length} calls; name at most ${mostCalls} at once.`);
}

function readSeen(value: unknown): string {
  if (isId(value)) return value;
  throw new TypeError(`An item of "calls" is ${show(value)}; send 32 lower-case hexadecimal digits.`);
}

function readCallPosition(value: unknown): CallPosition {
  const fields = asFields(value, 'An item of "calls"');
  return { call: readId(fields, "call"), after: readCount(fields, "after", -1) };
}

/** A value in a few characters, whatever its size. */
function show(value: unknown): string {
  if (value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  if (typeof value !== "string") return `${value as number | boolean | null}`;
  return value.length > 40 ? `${JSON.stringify(value.slice(0, 40))}…` : JSON.stringify(value);
}
