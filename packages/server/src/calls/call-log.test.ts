import { applyDiff, type JsonValue, type ServerMessage } from "@vitrine/protocol";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { CallLog } from "./call-log.ts";
import type { Told } from "../context/outgoing-message.ts";

const large = { events: 1000, bytes: 1_000_000 };

function read(news: readonly Told[]): ServerMessage[] {
  return news.map(({ text }) => JSON.parse(text) as ServerMessage);
}

/** A page that follows: what it shows and the last event it has seen. */
class Follower {
  value: JsonValue = null;
  after = -1;
  ended = false;
  notes: string[] = [];

  take(news: readonly Told[]): void {
    for (const message of read(news)) {
      if (!("n" in message)) throw new Error("a log holds numbered events only");
      if (message.n <= this.after) throw new Error(`event ${message.n} came after ${this.after}`);
      this.after = message.n;
      if (message.msg === "values") this.value = message.values[0] ?? null;
      if (message.msg === "edits") this.value = applyDiff(this.value, message.edits[0] ?? []);
      if (message.msg === "log") this.notes.push(message.text);
      if (message.msg === "end") this.ended = true;
    }
  }
}

function note(text: string): Parameters<CallLog["append"]>[0] {
  return { msg: "log", level: "info", text, title: null, durationMs: null };
}

test("the first values are whole, later ones edits, and equal ones no event", () => {
  const log = new CallLog("c", large);
  log.append({ msg: "accepted" });
  expect(log.appendValues(["a"])).toBe(true);
  expect(log.appendValues(["ab"])).toBe(true);
  expect(log.appendValues(["ab"])).toBe(false);
  expect(read(log.since(-1)).map(({ msg }) => msg)).toEqual(["accepted", "values", "edits"]);
  expect(read(log.since(1))).toEqual([{ msg: "edits", call: "c", n: 2, edits: [[["append", [], "b"]]] }]);
});

test("across a gap there are full values, and start and end are never lost", () => {
  const log = new CallLog("c", { events: 5, bytes: 1_000_000 });
  log.append({ msg: "accepted" });
  log.append({ msg: "started", etaMs: null, generator: true });
  for (let count = 0; count < 50; count += 1) log.appendValues([`${count}`]);
  log.append({ msg: "end", status: "done", ranMs: 1 });
  const messages = read(log.since(-1));
  expect(messages.map(({ msg }) => msg)).toEqual(["accepted", "started", "values", "end"]);
  expect(messages[2]).toMatchObject({ n: 51, values: ["49"] });
});

test("the end is kept although it alone is over the limit of bytes", () => {
  const log = new CallLog("c", { events: 1000, bytes: 10 });
  log.append({ msg: "accepted" });
  log.appendValues(["x".repeat(100)]);
  log.append({ msg: "end", status: "done", ranMs: 1 });
  const follower = new Follower();
  follower.take(log.since(0));
  expect(follower).toMatchObject({ ended: true, value: "x".repeat(100) });
});

test("however a page reads, is cut off and comes back, it ends with the last value", () => {
  const step = fc.oneof(
    fc.record({
      do: fc.constant("yield" as const),
      value: fc.oneof(fc.string(), fc.array(fc.integer(), { maxLength: 4 })),
    }),
    fc.record({ do: fc.constant("note" as const), value: fc.string({ maxLength: 5 }) }),
    fc.record({ do: fc.constantFrom("read" as const, "skip" as const), value: fc.nat(8) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.integer({ min: 3, max: 12 }), (steps, events) => {
      const log = new CallLog("c", { events, bytes: 2000 });
      const follower = new Follower();
      log.append({ msg: "accepted" });
      let last: JsonValue = null;
      for (const action of steps) {
        if (action.do === "yield") {
          log.appendValues([action.value]);
          last = action.value;
        } else if (action.do === "note") log.append(note(action.value));
        else {
          // A slow page skips values; a cut lets only the first of the messages through.
          if (action.do === "skip") log.supersede(follower.after);
          follower.take(log.since(follower.after).slice(0, action.value));
        }
      }
      log.append({ msg: "end", status: "done", ranMs: 0 });
      follower.take(log.since(follower.after));
      expect(follower.value).toEqual(last);
      expect(follower.ended).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("bytes are bounded while values and notes go on", () => {
  const log = new CallLog("c", { events: 1000, bytes: 20_000 });
  for (let count = 0; count < 5000; count += 1) {
    log.append(note(`note ${count}`));
    log.appendValues([`${count}`.repeat(20)]);
  }
  expect(log.bytes).toBeLessThan(25_000);
});
