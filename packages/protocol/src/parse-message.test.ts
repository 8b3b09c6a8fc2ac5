import {
  anything,
  array,
  assert,
  constantFrom,
  integer,
  jsonValue,
  oneof,
  property,
  record,
  string as text,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { printMessage, type ClientMessage } from "./messages.ts";
import { parseClientMessage } from "./parse-message.ts";
import { parseServerMessages } from "./parse-server-messages.ts";

const limits = { maxDepth: 64, maxValues: 1_000 };
const id = "0123456789abcdef0123456789abcdef";

function print(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}

/** A call with these data, as JSON. */
const values = (data: string): string => `{"msg":"call","call":"${id}","fn":0,"data":[${data}]}`;

/** So many objects of one key each, as JSON. */
const keys = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, at) => ({ [at]: at })));

/** The message, or null where it was refused as it should be. */
function attempt(message: string): ClientMessage | null {
  try {
    return parseClientMessage(message, limits);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

describe("parseClientMessage", () => {
  it.each<ClientMessage>([
    { msg: "hello", session: id, load: id, calls: [{ call: id, after: -1 }] },
    { msg: "call", call: id, fn: 0, data: ["text", null, { a: [1] }] },
    { msg: "call", call: id, fn: 3, data: [], event: { index: 2 } },
    { msg: "call", call: id, fn: 3, data: [], event: null },
    { msg: "cancel", call: id },
    { msg: "seen", calls: [] },
    { msg: "seen", calls: [id, "f".repeat(32)] },
  ])("reads what is printed: $msg", (message) => {
    expect(parseClientMessage(printMessage(message), limits)).toEqual(message);
  });

  it("leaves fields out that it does not know", () => {
    const parsed = parseClientMessage(`{"msg":"cancel","call":"${id}","__proto__":{"a":1},"more":1}`, limits);
    expect(Object.keys(parsed)).toEqual(["msg", "call"]);
  });

  it.each([
    ["", /no JSON/],
    ["{", /no JSON/],
    ["null", /null; send an object/],
    ["[]", /a list; send an object/],
    ["{}", /"msg" is missing/],
    ['{"msg":"shout"}', /"msg" is "shout"; send "hello", "call", "cancel" or "seen"/],
    ['{"msg":"seen"}', /"calls" is missing; send a list/],
    [`{"msg":"seen","calls":["${id}",7]}`, /item of "calls" is 7; send 32 lower-case hexadecimal digits/],
    ['{"msg":"cancel"}', /"call" is missing; send 32 lower-case hexadecimal digits/],
    [`{"msg":"cancel","call":"${id.toUpperCase()}"}`, /32 lower-case/],
    [`{"msg":"cancel","call":"${id}\\n"}`, /32 lower-case/],
    [`{"msg":"cancel","call":["${id}"]}`, /"call" is a list/],
    [`{"msg":"call","call":"${id}","fn":-1,"data":[]}`, /"fn" is -1; send a whole number from 0 up/],
    [`{"msg":"call","call":"${id}","fn":"0","data":[]}`, /"fn" is "0"/],
    [`{"msg":"call","call":"${id}","fn":1e999,"data":[]}`, /"fn" is Infinity/],
    [`{"msg":"call","call":"${id}","fn":0.5,"data":[]}`, /"fn" is 0.5/],
    [`{"msg":"call","call":"${id}","fn":0,"data":{}}`, /"data" is an object; send a list/],
    [`{"msg":"hello","session":"${id}","load":"${id}"}`, /"calls" is missing/],
    [`{"msg":"hello","session":"${id}","load":"${id}","calls":[1]}`, /item of "calls" is 1; send an object/],
    [`{"msg":"hello","session":"${id}","load":"${id}","calls":[{"call":"${id}","after":-2}]}`, /"after" is -2/],
  ])("refuses %s", (message, why) => {
    expect(() => parseClientMessage(message, limits)).toThrow(TypeError);
    expect(() => parseClientMessage(message, limits)).toThrow(why);
  });

  it("shows a long wrong value only in part", () => {
    expect(() => parseClientMessage("x".repeat(1_000_000), limits)).toThrow(/^.{0,80}$/);
  });

  it("counts depth from the message itself, brackets in text excepted", () => {
    const nested = (depth: number): string =>
      `{"msg":"call","call":"${id}","fn":0,"data":${"[".repeat(depth)}${"]".repeat(depth)}}`;
    expect(parseClientMessage(nested(63), limits)).toMatchObject({ msg: "call" });
    expect(() => parseClientMessage(nested(64), limits)).toThrow(/more than 64 levels/);
    const inText = JSON.stringify({ msg: "call", call: id, fn: 0, data: [`\\"${"[".repeat(100)}`] });
    expect(parseClientMessage(inText, limits)).toMatchObject({ fn: 0 });
  });

  it("counts items of lists, keys as ten, and lists and objects as five, text excepted", () => {
    // The message's own four keys, three commas, list and object are 53.
    expect(parseClientMessage(values("1,".repeat(947) + "1"), limits)).toMatchObject({ msg: "call" });
    expect(() => parseClientMessage(values("1,".repeat(948) + "1"), limits)).toThrow(
      "The message holds more than 1000 values, a key as 10, a list or an object as 5; send fewer, or a file.",
    );
    expect(parseClientMessage(values(keys(55)), limits)).toMatchObject({ msg: "call" });
    expect(() => parseClientMessage(values(keys(70)), limits)).toThrow(/more than 1000 values/);
    expect(parseClientMessage(values(`[${"[[[]]],".repeat(50)}[]]`), limits)).toMatchObject({ msg: "call" });
    expect(() => parseClientMessage(values(`[${"[[[]]],".repeat(70)}[]]`), limits)).toThrow(/more than 1000 values/);
    expect(parseClientMessage(values(JSON.stringify(":,".repeat(5_000))), limits)).toMatchObject({ msg: "call" });
  });

  it.each([
    String.raw`\ud83d`,
    String.raw`\uD83D`,
    String.raw`a\ude00b`,
    String.raw`\ud83d\ud83d\ude00`,
    String.raw`\ud83d\n`,
    String.raw`\ud83d\\ude00`,
    String.raw`\ud83dx\ude00`,
    String.raw`\\\udfff`,
  ])("refuses half a surrogate pair: %s", (inside) => {
    const why = /holds \\u[dD][89a-fA-F]..?, half of a pair of surrogates; send whole characters/;
    expect(() => parseClientMessage(values(`"${inside}"`), limits)).toThrow(why);
    expect(() => parseClientMessage(values(`{"${inside}":1}`), limits)).toThrow(why);
  });

  it.each([String.raw`\ud83d\ude00`, String.raw`\uD83D\uDE00x`, "😀", String.raw`\\ud83d`, String.raw`\u0041\ud7ff`])(
    "takes whole characters: %s",
    (inside) => {
      expect(parseClientMessage(values(`"${inside}"`), limits)).toMatchObject({ data: [JSON.parse(`"${inside}"`)] });
    },
  );

  it("refuses a whole number that would be changed, and takes every one that is kept", () => {
    for (const lost of ["9007199254740993", "-9007199254740993", "12345678901234567890", "1".repeat(300)]) {
      expect(() => parseClientMessage(values(lost), limits), lost).toThrow(
        /holds the whole number \d+, which would become \d+: .* send it as a text/,
      );
      expect(() => parseClientMessage(values(`{"a":[1,${lost}]}`), limits), lost).toThrow(TypeError);
      expect(parseClientMessage(values(JSON.stringify(lost)), limits)).toMatchObject({ msg: "call" });
    }
    for (const kept of [
      "9007199254740991",
      "9007199254740992",
      "1e20",
      "0.12345678901234567",
      String(2 ** 60),
      "1".repeat(400),
    ]) {
      expect(parseClientMessage(values(kept), limits), kept).toMatchObject({ msg: "call" });
      expect(parseClientMessage(values(`[${kept}]`), limits), kept).toMatchObject({ msg: "call" });
    }
    for (let power = 53; power < 70; power++)
      expect(parseClientMessage(values(JSON.stringify(3 ** power)), limits)).toMatchObject({ msg: "call" });
  });

  it("survives a hundred thousand levels", () => {
    expect(() => parseClientMessage("[".repeat(100_000), limits)).toThrow(TypeError);
    expect(() => parseClientMessage('{"a":'.repeat(100_000), limits)).toThrow(TypeError);
  });

  it("throws a TypeError or gives a message, whatever comes", () => {
    const almost = record(
      {
        msg: oneof(constantFrom("hello", "call", "cancel", "seen"), anything()),
        session: oneof(constantFrom(id), text()),
        load: oneof(constantFrom(id), anything()),
        call: oneof(constantFrom(id), text()),
        calls: oneof(array(record({ call: constantFrom(id), after: integer() })), array(constantFrom(id)), jsonValue()),
        fn: oneof(integer(), anything()),
        data: oneof(array(jsonValue()), anything()),
        event: jsonValue(),
      },
      { requiredKeys: [] },
    );
    const seen = new Set<string>();
    assert(
      property(oneof(text(), almost.map(print), jsonValue().map(print)), (message) => {
        const parsed = attempt(message);
        if (parsed === null) return;
        expect(attempt(printMessage(parsed))).toEqual(parsed);
        seen.add(parsed.msg);
      }),
      { numRuns: 3000, seed: 7 },
    );
    expect([...seen].toSorted()).toEqual(["call", "cancel", "hello", "seen"]);
  });
});

describe("parseServerMessages", () => {
  it("reads what is printed", () => {
    const message = { msg: "welcome", session: id, instance: "a", mark: { page: "p", calls: "c" } } as const;
    expect(parseServerMessages(printMessage(message))).toEqual([message]);
  });

  it("reads a list as several, in order", () => {
    const messages = [{ msg: "accepted", call: id, n: 0 } as const, { msg: "bye", reason: "stopping" } as const];
    expect(parseServerMessages(`[${messages.map(printMessage).join(",")}]`)).toEqual(messages);
  });

  it.each(["<html>", "null", "[]", "{}", '{"msg":1}', '[{"msg":"bye"},null]', '[[{"msg":"bye"}]]'])(
    "refuses %s",
    (message) => {
      expect(() => parseServerMessages(message)).toThrow(TypeError);
    },
  );
});
