import { implementation, Numberbox, Textbox } from "@vitrine/components";
import { expect, it } from "vitest";
import type { BatchCallContext } from "../app-model/call-context.ts";
import { deferred } from "../base/deferred.ts";
import { callId, declare, harness, port } from "./test-harness.ts";

const text = port("text", Textbox(), 1);
const size = port("size", Numberbox(), 2);
const batch = { batch: true, maxBatchSize: 4 };

const measure = (words: string[], contexts: BatchCallContext[]): unknown[] => [
  words.map((word, at) => (word === "bad" ? new Error("no such word") : `${word} ${contexts[at]!.call.id}`)),
  words.map((word) => word.length),
];

it("gives columns, and contexts last; an Error fails its call alone", async () => {
  const gateway = harness(declare(measure, { ...batch, inputs: [text], outputs: [text, size], outputShape: "list" }));
  gateway.run(1, [["a"], ["bad"], ["ccc"]]);
  expect(await gateway.ended(1)).toEqual(
    expect.arrayContaining([
      { status: "done", values: [`a ${callId(1, 0)}`, 1] },
      { status: "error", error: expect.objectContaining({ message: "no such word" }) },
      { status: "done", values: [`ccc ${callId(1, 2)}`, 3] },
    ]),
  );
});

it("fails all for a wrong length and names both", async () => {
  const gateway = harness(declare(() => ["a"], { ...batch, inputs: [text], outputs: [text] }));
  gateway.run(1, [["a"], ["b"], ["c"]]);
  const ends = await gateway.ended(1);
  expect(ends).toHaveLength(3);
  for (const end of ends) {
    expect(end).toMatchObject({ error: { message: expect.stringMatching(/batch of 3 calls and gave 1 values/) } });
  }
});

const failing = (): never => {
  throw new Error("all");
};

it("fails all for a throw, logged once", async () => {
  const gateway = harness(declare(failing, { ...batch, inputs: [text], outputs: [text] }));
  gateway.run(1, [["a"], ["b"]]);
  expect(await gateway.ended(1)).toMatchObject([{ error: { message: "all" } }, { error: { message: "all" } }]);
  expect(gateway.log).toHaveLength(1);
});

const uneven = function* (words: string[], contexts: BatchCallContext[]): Generator<unknown[]> {
  yield words.map((word) => `${word}1`);
  contexts[0]!.done();
  yield ["ignored", undefined, new Error("third")];
  yield ["ignored", "b3", "ignored"];
};

it("yields to those that have news, and ends calls one by one", async () => {
  const gateway = harness(declare(uneven, { ...batch, inputs: [text], outputs: [text] }));
  gateway.run(1, [["a"], ["b"], ["c"]]);
  expect(await gateway.ended(1)).toEqual([
    { status: "done", values: null },
    { status: "error", error: expect.objectContaining({ message: "third" }) },
    { status: "done", values: null },
  ]);
  expect([0, 1, 2].map((at) => gateway.yields(callId(1, at)))).toEqual([[["a1"]], [["b1"], ["b3"]], [["c1"]]]);
});

it("goes on without a cancelled call, and is aborted when all are", async () => {
  const gate = deferred();
  const signals: boolean[][] = [];
  const fn = async function* (words: string[], contexts: BatchCallContext[]): AsyncGenerator<string[]> {
    yield words;
    await gate.promise;
    signals.push(contexts.map(({ signal }) => signal.aborted));
    yield words.map((word) => `${word}!`);
  };
  const gateway = harness(declare(fn, { ...batch, inputs: [text], outputs: [text] }));
  gateway.run(1, [["a"], ["b"]]);
  await gateway.until((message) => message.msg === "yield" && message.call === callId(1, 1));
  gateway.post({ msg: "cancel", run: 1, call: callId(1, 0), reason: "user" });
  await gateway.until(({ msg }) => msg === "call-end");
  gate.resolve();
  expect(await gateway.ended(1)).toEqual([{ status: "cancelled" }, { status: "done", values: null }]);
  expect(signals).toEqual([[true, false]]);
  expect(gateway.yields(callId(1, 0))).toEqual([["a"]]);
  expect(gateway.yields(callId(1, 1))).toEqual([["b"], ["b!"]]);
});

it("leaves out a call whose input cannot be read", async () => {
  const seen: unknown[] = [];
  const fn = (numbers: number[]): number[] => {
    seen.push(numbers);
    return numbers.map((n) => n * 2);
  };
  const { component } = size;
  const picky = port("size", {
    ...component,
    [implementation]: {
      ...component[implementation],
      preprocess: (wire) => {
        if (wire === "x") throw new TypeError('size must be a number, got "x"');
        return wire;
      },
    },
  });
  const gateway = harness(declare(fn, { ...batch, inputs: [picky], outputs: [size] }));
  gateway.run(1, [[1], ["x"], [3]]);
  const ends = await gateway.ended(1);
  expect(ends.filter(({ status }) => status === "done")).toEqual([
    { status: "done", values: [2] },
    { status: "done", values: [6] },
  ]);
  expect(ends.find(({ status }) => status === "error")).toMatchObject({
    error: { code: "invalid", fields: [{ name: "size", index: 0 }] },
  });
  expect(seen).toEqual([[1, 3]]);
});

const idempotent = { ...batch, idempotent: true, inputs: [text], outputs: [text] };

it("runs a batch that threw once more in halves where that is allowed", async () => {
  const ran: string[] = [];
  const picky = (words: string[], contexts: BatchCallContext[]): string[] => {
    ran.push(`${words.join("+")} ${contexts.map(({ call }) => call.attempt).join("")}`);
    if (words.includes("bad")) throw new Error("bad word");
    return words;
  };
  const gateway = harness(declare(picky, idempotent));
  gateway.run(1, [["a"], ["b"], ["bad"]]);
  expect(await gateway.ended(1)).toMatchObject([
    { status: "done", values: ["a"] },
    { status: "done", values: ["b"] },
    { status: "error", error: { message: "bad word" } },
  ]);
  expect(ran).toEqual(["a+b+bad 111", "a+b 22", "bad 2"]);
  expect(gateway.log).toHaveLength(1);
});

it("runs no call a third time, none alone twice, and none again that was answered", async () => {
  const ran: string[] = [];
  const broken = function* (words: string[]): Generator<unknown[]> {
    ran.push(words.join("+"));
    yield words.map((word, at) => (at === 0 ? new Error(`${word} fails alone`) : undefined));
    throw new Error("all");
  };
  const gateway = harness(declare(broken, idempotent));
  gateway.run(1, [["a"], ["b"], ["c"]]);
  expect(await gateway.ended(1)).toMatchObject(Array.from({ length: 3 }, () => ({ status: "error" })));
  expect(ran).toEqual(["a+b+c", "b", "c"]);
  gateway.run(2, [["d"]]);
  await gateway.ended(2);
  gateway.run(3, [["e"], ["f"]], { attempt: 2 });
  await gateway.ended(3);
  expect(ran.slice(3)).toEqual(["d", "e+f"]);
});

const atMostTwo = (words: string[]): string[] => {
  if (words.length > 2) throw new Error("too many at once");
  return words;
};

it("tells the operator of a batch that failed as a whole and went well in halves", async () => {
  const gateway = harness(declare(atMostTwo, idempotent));
  gateway.run(1, [["a"], ["b"], ["c"]]);
  expect(await gateway.ended(1)).toMatchObject(Array.from({ length: 3 }, () => ({ status: "done" })));
  expect(gateway.log).toMatchObject([{ text: expect.stringContaining("too many at once") }]);
});
