import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import { describe, expect, it, onTestFinished } from "vitest";
import { deferred } from "../base/deferred.ts";
import type { ChannelEnd } from "./channel.ts";
import { directPair } from "./direct.ts";
import { threadEnd } from "./thread.ts";

type End = ChannelEnd<unknown, unknown>;
type Refusals = { message: unknown; error: unknown }[];

function direct(): { left: End; right: End; refusals: Refusals } {
  const [left, right] = directPair<unknown, unknown>();
  return { left, right, refusals: [] };
}

function thread(now: () => number = () => 0): { left: End; right: End; refusals: Refusals } {
  const { port1, port2 } = new MessageChannel();
  const refusals: Refusals = [];
  const options = { now, onRefused: (message: unknown, error: unknown) => void refusals.push({ message, error }) };
  const left = threadEnd<unknown, unknown>(port1, options);
  onTestFinished(() => left.close());
  return { left, right: threadEnd<unknown, unknown>(port2, options), refusals };
}

/** Resolves to the messages once `count` have come. */
function received(end: End, count: number): Promise<unknown[]> {
  const all = deferred<unknown[]>();
  const messages: unknown[] = [];
  end.onMessage((message) => {
    messages.push(message);
    if (messages.length === count) all.resolve(messages);
  });
  return all.promise;
}

describe.each([
  ["direct", direct],
  ["thread", thread],
])("a %s channel", (_, open) => {
  it("delivers in order, both ways", async () => {
    const { left, right } = open();
    const toRight = received(right, 100);
    const toLeft = received(left, 2);
    for (let n = 0; n < 100; n += 1) left.post(n);
    right.post("a");
    right.post("b");
    expect(await toRight).toEqual(Array.from({ length: 100 }, (__, n) => n));
    expect(await toLeft).toEqual(["a", "b"]);
  });

  it("keeps what comes before there is a listener", async () => {
    const { left, right } = open();
    left.post(1);
    left.post(2);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await received(right, 2)).toEqual([1, 2]);
  });

  it("never delivers inside post", async () => {
    const { left, right } = open();
    let inside = true;
    const come = deferred<boolean>();
    right.onMessage(() => come.resolve(inside));
    left.post(1);
    inside = false;
    expect(await come.promise).toBe(false);
  });

  it("copies: what is changed later is not seen", async () => {
    const { left, right } = open();
    const value = { list: [1] };
    left.post(value);
    value.list.push(2);
    expect(await received(right, 1)).toEqual([{ list: [1] }]);
  });

  it("delivers what may wait before what is posted after it, and at the end of the turn where nothing is", async () => {
    const { left, right } = open();
    const come = received(right, 4);
    left.postSoon(1);
    left.post(2);
    left.postSoon(3);
    await new Promise((resolve) => setImmediate(resolve));
    left.postSoon(4);
    expect(await come).toEqual([1, 2, 3, 4]);
  });

  it("throws for a first message that cannot be cloned, and goes on", async () => {
    const { left, right } = open();
    expect(() => left.post({ fn: () => 1 })).toThrow(/could not be cloned/);
    left.post("after");
    expect(await received(right, 1)).toEqual(["after"]);
  });

  it("tells both ends of its close", async () => {
    const { left, right } = open();
    const closed = [deferred<string>(), deferred<string>()] as const;
    left.onClose(() => closed[0].resolve("left"));
    right.onClose(() => closed[1].resolve("right"));
    left.close();
    expect(await Promise.all(closed.map(({ promise }) => promise))).toEqual(["left", "right"]);
    expect(() => left.post("to nobody")).not.toThrow();
  });
});

describe("a thread channel", () => {
  it("lets one message that cannot be cloned fail alone among those of its turn", async () => {
    const { left, right, refusals } = thread();
    const come = received(right, 3);
    const bad = { fn: () => 1 };
    left.post("first");
    left.post("second");
    left.post(bad);
    left.post("last");
    expect(await come).toEqual(["first", "second", "last"]);
    expect(refusals).toEqual([{ message: bad, error: expect.objectContaining({ name: "DataCloneError" }) }]);
  });

  it("lets what may wait cross with the next message", () => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const left = threadEnd<unknown, unknown>(port1, { now: () => 0, onRefused: () => {} });
    left.postSoon("the end of a call");
    expect(receiveMessageOnPort(port2)).toBeUndefined();
    left.post("the end of its run");
    expect(receiveMessageOnPort(port2)).toEqual({ message: { many: ["the end of a call", "the end of its run"] } });
  });

  it("hands over what has arrived while its thread is busy, each once and in order", async () => {
    const { left, right } = thread();
    const heard: unknown[] = [];
    const last = deferred();
    left.onMessage((message) => {
      heard.push(message);
      if (message === "last") last.resolve();
    });
    right.post("first");
    right.post("held until the end of the turn");
    expect(heard).toEqual([]);
    left.receive();
    expect(heard).toEqual(["first"]);
    right.post("last");
    await last.promise;
    expect(heard).toEqual(["first", "held until the end of the turn", "last"]);
  });

  it("that sends at once never keeps a word for the end of the turn", () => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const left = threadEnd<unknown, unknown>(port1, { now: () => 0, onRefused: () => {}, atOnce: true });
    left.post("first");
    left.post("second");
    const crossed = [receiveMessageOnPort(port2), receiveMessageOnPort(port2)];
    expect(crossed).toEqual([{ message: { many: ["first"] } }, { message: { many: ["second"] } }]);
    expect(() => left.post({ fn: () => 1 })).toThrow(/could not be cloned/);
  });

  it("does not hold words back for long while a function keeps the thread", () => {
    let now = 0;
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const posts: unknown[] = [];
    const watched = Object.assign(port1, { postMessage: (message: unknown) => void posts.push(message) });
    const left = threadEnd<unknown, unknown>(watched, { now: () => now, onRefused: () => {} });
    left.post(1);
    left.post(2);
    expect(posts).toHaveLength(1);
    now = 25;
    left.post(3);
    expect(posts).toEqual([{ many: [1] }, { many: [2, 3] }]);
    port2.close();
  });

  it("stays unreferenced when a listener is added later", () => {
    const { port1 } = new MessageChannel();
    onTestFinished(() => port1.close());
    const end = threadEnd<unknown, unknown>(port1, { now: () => 0, onRefused: () => {} });
    // Node 20 has the method; its types do not.
    const keepsAlive = (): boolean => (port1 as unknown as { hasRef(): boolean }).hasRef();
    end.unref();
    end.onMessage(() => {});
    expect(keepsAlive()).toBe(false);
    end.ref();
    expect(keepsAlive()).toBe(true);
  });
});
