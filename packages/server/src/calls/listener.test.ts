import { expect, test } from "vitest";
import { CallLog } from "./call-log.ts";
import type { SendOptions, Sink } from "../context/sink.ts";
import { Listener } from "./listener.ts";
import type { Told } from "../context/outgoing-message.ts";

/** A socket that takes bytes when it is told to. */
class HandSink implements Sink {
  unsent = 0;
  taken = 0;
  readonly texts: string[] = [];
  #waiting: (() => void)[] = [];

  send({ text }: Told, { done }: SendOptions = {}): void {
    this.texts.push(text);
    this.unsent += text.length;
    if (done !== undefined) this.#waiting.push(done);
  }

  take(): void {
    this.taken += this.unsent;
    this.unsent = 0;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const done of waiting) done();
  }

  messages(): { msg: string; n?: number; values?: string[] }[] {
    return this.texts.map((text) => JSON.parse(text) as { msg: string });
  }
}

function startedLog(): CallLog {
  const log = new CallLog("c", { events: 1000, bytes: 1_000_000 });
  log.append({ msg: "accepted" });
  log.append({ msg: "started", etaMs: null, generator: true });
  return log;
}

test("a page that reads is told every value", () => {
  const sink = new HandSink();
  const listener = new Listener(sink, 1000);
  const log = startedLog();
  listener.follow(log, -1);
  for (const value of ["a", "ab", "abc"]) {
    log.appendValues([value]);
    listener.notify(log);
    sink.take();
  }
  expect(sink.messages().map(({ msg }) => msg)).toEqual(["accepted", "started", "values", "edits", "edits"]);
});

test("a slow page is told only the latest value, then the end", () => {
  const sink = new HandSink();
  const listener = new Listener(sink, 1000);
  const log = startedLog();
  listener.follow(log, -1);
  for (let count = 0; count < 100; count += 1) {
    log.appendValues([`${count} `.repeat(50)]);
    listener.notify(log);
  }
  log.append({ msg: "end", status: "done", ranMs: 1 });
  listener.notify(log);
  expect(listener.slow).toBe(true);
  expect(sink.unsent).toBeLessThan(2000);
  const before = sink.texts.length;
  sink.take();
  const rest = sink.messages().slice(before);
  expect(rest.map(({ msg }) => msg)).toEqual(["values", "end"]);
  expect(rest[0]?.values).toEqual(["99 ".repeat(50)]);
});

test("a slow page is told the latest progress once, and no position of a call that has started", () => {
  const sink = new HandSink();
  const listener = new Listener(sink, 10);
  const log = new CallLog("c", { events: 1000, bytes: 1_000_000 });
  log.append({ msg: "accepted" });
  listener.follow(log, -1);
  expect(listener.slow).toBe(true);
  listener.tellState(log, { msg: "position", call: "c", rank: 3, size: 4, etaMs: null });
  log.append({ msg: "started", etaMs: null, generator: false });
  listener.notify(log);
  sink.take();
  sink.take();
  expect(sink.messages().map(({ msg }) => msg)).toEqual(["accepted", "started"]);
});

test("a socket that takes nothing while bytes wait is stalled, one that takes some is not", () => {
  const sink = new HandSink();
  const listener = new Listener(sink, 1000);
  listener.tell({ msg: "bye", reason: "stopping" });
  expect(listener.stalled(0, 30_000)).toBe(false);
  sink.taken += 1;
  expect(listener.stalled(20_000, 30_000)).toBe(false);
  expect(listener.stalled(49_999, 30_000)).toBe(false);
  expect(listener.stalled(50_000, 30_000)).toBe(true);
  sink.take();
  expect(listener.stalled(90_000, 30_000)).toBe(false);
});

test("a slow page keeps nothing of a call that is forgotten, and is told that it has ended", () => {
  const sink = new HandSink();
  const listener = new Listener(sink, 1000);
  const [slow, gone] = [startedLog(), startedLog()];
  listener.follow(slow, -1);
  slow.appendValues(["x".repeat(2000)]);
  listener.notify(slow);
  listener.follow(gone, -1);
  gone.appendValues(["y".repeat(2000)]);
  listener.notify(gone);
  listener.expire(gone, { code: "not-found", message: "gone" });
  while (sink.unsent > 0) sink.take();
  expect(sink.texts.join()).not.toContain("yyy");
  expect(sink.messages().at(-1)).toMatchObject({ msg: "end", call: "c", status: "error", error: { message: "gone" } });
});
