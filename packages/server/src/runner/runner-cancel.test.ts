import { type ConversionContext, implementation, Json, Textbox } from "@vitrine/components";
import { describe, expect, it } from "vitest";
import type { CallContext } from "../app-model/call-context.ts";
import { deferred } from "../base/deferred.ts";
import { callId, declare, harness, port } from "./test-harness.ts";

const text = port("text", Textbox(), 1);
const json = port("json", Json(), 3);

describe("cancel", () => {
  it("answers at once and gives the slot back when the function has ended", async () => {
    const gate = deferred<string>();
    const called = deferred();
    const fn = (): Promise<string> => {
      called.resolve();
      return gate.promise;
    };
    const gateway = harness(declare(fn, { outputs: [text] }));
    gateway.run(1, [[]]);
    await called.promise;
    gateway.post({ msg: "cancel", run: 1, call: callId(1), reason: "user" });
    gateway.post({ msg: "cancel", run: 1, call: callId(1), reason: "disconnect" });
    await gateway.until(({ msg }) => msg === "call-end");
    expect(gateway.messages.map(({ msg }) => msg)).toEqual(["call-end"]);
    gate.reject(new Error("late"));
    expect(await gateway.ended(1)).toEqual([{ status: "cancelled" }]);
    expect(gateway.log).toEqual([]);
  });

  it("never calls a function that was cancelled before its start", async () => {
    let called = false;
    const gateway = harness(declare(() => (called = true), { outputs: [json] }));
    gateway.run(1, [[]]);
    gateway.post({ msg: "cancel", run: 1, call: callId(1), reason: "user" });
    expect(await gateway.ended(1)).toEqual([{ status: "cancelled" }]);
    expect(called).toBe(false);
  });

  it("reaches the reading of an input, whose end is no fault of the function", async () => {
    const box = Textbox();
    const begun = deferred();
    const preprocess = (_wire: unknown, { signal, owner }: ConversionContext): Promise<string> =>
      new Promise((resolve, reject) => {
        if (owner !== "session") return resolve("of nobody");
        signal!.addEventListener("abort", () => reject(signal!.reason as Error));
        begun.resolve();
      });
    const slow = { ...box, [implementation]: { ...box[implementation], preprocess } } as typeof box;
    const gateway = harness(declare((word: string) => word, { inputs: [port("text", slow, 1)], outputs: [text] }));
    gateway.run(1, [["sound"]]);
    await begun.promise;
    gateway.post({ msg: "cancel", run: 1, call: callId(1), reason: "user" });
    expect(await gateway.ended(1)).toEqual([{ status: "cancelled" }]);
    expect(gateway.log).toEqual([]);
  });

  it("reaches a generator that computes without ever waiting", async () => {
    let cleaned = false;
    let made = 0;
    let now = 0;
    const fn = function* ({ signal }: CallContext): Generator<string> {
      try {
        for (;;) yield `${++made} ${signal.aborted}`;
      } finally {
        cleaned = true;
      }
    };
    const gateway = harness(declare(fn, { outputs: [text] }), { now: () => (now += 10) });
    gateway.run(1, [[]]);
    await gateway.until(({ msg }) => msg === "yield");
    gateway.post({ msg: "cancel", run: 1, call: callId(1), reason: "user" });
    expect(await gateway.ended(1)).toEqual([{ status: "cancelled" }]);
    expect(made).toBeLessThan(8);
    expect(cleaned).toBe(true);
  });

  it("wakes a generator that waits for its reader", async () => {
    let made = 0;
    const fn = function* (): Generator<string> {
      for (;;) yield `${++made}`;
    };
    const gateway = harness(declare(fn, { outputs: [text] }), { acknowledge: false });
    gateway.run(1, [[]]);
    await gateway.until((message) => message.msg === "yield" && message.n === 31);
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toBe(32);
    gateway.post({ msg: "ack", run: 1, count: 2 });
    await gateway.until((message) => message.msg === "yield" && message.n === 33);
    gateway.post({ msg: "cancel", run: 1, call: callId(1), reason: "disconnect" });
    expect(await gateway.ended(1)).toEqual([{ status: "cancelled" }]);
  });

  it("charges more for large values", async () => {
    let made = 0;
    const fn = function* (): Generator<string> {
      for (;;) yield `${++made}`.padEnd(100_000);
    };
    const gateway = harness(declare(fn, { outputs: [text] }), { acknowledge: false });
    gateway.run(1, [[]]);
    await gateway.until((message) => message.msg === "yield" && message.n === 3);
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toBe(4);
    gateway.runner.stop();
  });
});

it("lets the event loop turn between functions that hold the thread", async () => {
  const order: string[] = [];
  let now = 0;
  const hold = (): void => {
    now += 200;
    order.push("run");
  };
  const gateway = harness(declare(hold, {}), { now: () => now });
  gateway.run(1, [[]]);
  gateway.run(2, [[]]);
  gateway.run(3, [[]]);
  await gateway.until(({ msg }) => msg === "run-end");
  expect(order.length).toBeLessThan(3);
  await gateway.ended(3);
  expect(order).toEqual(["run", "run", "run"]);
});
