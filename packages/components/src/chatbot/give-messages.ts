import { isBytes } from "../media/given-kind.ts";
import type { JsonObject, JsonValue } from "@vitrine/protocol";
import type { FileAccess } from "../core/files.ts";
import { showGiven } from "../options/show-given.ts";

const roles: readonly unknown[] = ["user", "assistant", "system"];

/** The messages that a function gave, for the wire; files are stored. Rejects with a `TypeError` that names the message. */
export async function giveMessages(given: unknown, files: FileAccess): Promise<JsonValue> {
  checkMessages(given);
  // One after the other reads all texts at once, before the function can change them.
  return Promise.all(given.map((message, index) => giveMessage(message, index, files)));
}

type Loose = Readonly<Record<string, unknown>>;

/** Throws a `TypeError` for what is no list of messages; files in them are not looked at. */
export function checkMessages(given: unknown): asserts given is readonly Loose[] {
  if (!Array.isArray(given)) {
    throw new TypeError(
      `a list of messages is needed, got ${showGiven(given)}: give for example [{ role: "assistant", content: "Hello!" }].`,
    );
  }
  given.forEach((message: unknown, index) => {
    const { role, content } = asRecord(message, `message ${index}`);
    if (!roles.includes(role)) {
      throw new TypeError(`the role of message ${index} is ${showGiven(role)}: give "user", "assistant" or "system".`);
    }
    if (typeof content !== "string" && !Array.isArray(content)) {
      throw new TypeError(
        `the content of message ${index} is ${showGiven(content)}: give a text, or a list of parts such as [{ type: "text", text: "Hello!" }].`,
      );
    }
  });
}

async function giveMessage(message: Loose, index: number, files: FileAccess): Promise<JsonObject> {
  const { role, content } = message;
  const metadata = giveMetadata(message["metadata"], index);
  const options = giveOptions(message["options"], index);
  const parts = typeof content === "string" ? [{ type: "text", text: content }] : (content as readonly unknown[]);
  const given = await Promise.all(parts.map((part) => givePart(part, index, files)));
  return { role: role as string, metadata, content: given, options };
}

async function givePart(given: unknown, index: number, files: FileAccess): Promise<JsonObject> {
  const part =
    typeof given === "string" ? { type: "text", text: given } : asRecord(given, `a part of message ${index}`);
  const { type, text, file, altText } = part;
  if (type === "text" && typeof text === "string") return { text, type };
  if (type === "file" && file !== undefined) {
    const alt = asOptionalText(altText, `the altText of a file in message ${index}`);
    const copy = isBytes(file) ? new Uint8Array(file) : file;
    return { file: { ...(await files.give(copy)) } as unknown as JsonObject, alt_text: alt, type };
  }
  throw new TypeError(
    `a part of message ${index} is ${showGiven(given)}: give { type: "text", text } or { type: "file", file }.`,
  );
}

function giveMetadata(given: unknown, index: number): JsonObject | null {
  if (given === undefined || given === null) return null;
  const what = `the metadata of message ${index}`;
  const { title, id, parentId, log, durationMs, status, ...rest } = asRecord(given, what);
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) {
    throw new TypeError(
      `${what} has ${showGiven(unknown)}: it may have title, id, parentId, log, durationMs and status.`,
    );
  }
  if (status !== undefined && status !== "pending" && status !== "done") {
    throw new TypeError(`${what} has the status ${showGiven(status)}: give "pending" or "done".`);
  }
  if (durationMs !== undefined && !Number.isFinite(durationMs)) {
    throw new TypeError(`${what} has the durationMs ${showGiven(durationMs)}: give milliseconds, a finite number.`);
  }
  const entries: readonly (readonly [string, JsonValue | undefined])[] = [
    ["title", asOptionalText(title, `the title in ${what}`) ?? undefined],
    ["id", asId(id, what)],
    ["parent_id", asId(parentId, what)],
    ["log", asOptionalText(log, `the log in ${what}`) ?? undefined],
    ["duration", durationMs === undefined ? undefined : (durationMs as number) / 1000],
    ["status", status],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined));
}

function giveOptions(given: unknown, index: number): JsonValue {
  if (given === undefined || given === null) return null;
  if (!Array.isArray(given)) {
    throw new TypeError(
      `the options of message ${index} are ${showGiven(given)}: give a list such as [{ value: "yes" }].`,
    );
  }
  return given.map((option: unknown) => {
    const { value, label } = asRecord(option, `an option of message ${index}`);
    if (typeof value !== "string") {
      throw new TypeError(`an option of message ${index} has the value ${showGiven(value)}: give a text.`);
    }
    const words = asOptionalText(label, `the label of an option of message ${index}`);
    return words === null ? { value } : { value, label: words };
  });
}

function asId(given: unknown, what: string): string | number | undefined {
  if (given === undefined || typeof given === "string" || Number.isFinite(given))
    return given as string | number | undefined;
  throw new TypeError(`an id in ${what} is ${showGiven(given)}: give a text or a number.`);
}

function asOptionalText(given: unknown, what: string): string | null {
  if (given === undefined || given === null) return null;
  if (typeof given === "string") return given;
  throw new TypeError(`${what} is ${showGiven(given)}: give a text.`);
}

function asRecord(given: unknown, what: string): Loose {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return given as Loose;
  throw new TypeError(`${what} is ${showGiven(given)}: give an object.`);
}
