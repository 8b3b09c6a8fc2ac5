import { Textbox } from "@vitrine/components";
import { describe, expect, it } from "vitest";
import type { AppDeclaration } from "../app-model/declaration.ts";
import { declarationOf } from "../apps/app.ts";
import { Blocks } from "../apps/blocks.ts";
import { ChatInterface } from "../apps/chat-interface.ts";
import { api } from "../apps/on.ts";
import type { QueueOptions } from "./queue-options.ts";

const inputs = [Textbox({ name: "text" })];
const cost = (word: string): number => word.length;

/** An app of functions with these options, named a, b, c, … */
function app(queue: QueueOptions, ...functions: readonly object[]): AppDeclaration {
  const events = Object.fromEntries(
    functions.map((options, index) => [
      "abc".charAt(index),
      api({ inputs, outputs: "text", fn: (word: string) => word, ...options } as never),
    ]),
  );
  return declarationOf(new Blocks({ layout: Textbox({ name: "shown" }), events }).queue(queue));
}

describe("concurrencyGroups", () => {
  it("give the functions of one id their limit and size", () => {
    const { queue } = app(
      { concurrencyGroups: { gpu: { limit: 3, maxSize: 20 }, disk: { maxSize: 5 } }, defaultConcurrencyLimit: 2 },
      { concurrencyId: "gpu" },
      { concurrencyId: "gpu", concurrencyLimit: "default" },
      { concurrencyId: "disk", concurrencyLimit: 7 },
    );
    expect(queue.groups).toEqual({ "shared gpu": 3, "shared disk": 7 });
    expect(queue.groupSizes).toEqual({ "shared gpu": 20, "shared disk": 5 });
  });

  it("may take a limit away", () => {
    expect(app({ concurrencyGroups: { gpu: { limit: null } } }, { concurrencyId: "gpu" }).queue.groups).toEqual({
      "shared gpu": null,
    });
  });

  it("accept the same number twice, and refuse another one at a function by both names", () => {
    const groups = { concurrencyGroups: { gpu: { limit: 3 } } };
    expect(app(groups, { concurrencyId: "gpu", concurrencyLimit: 3 }).queue.groups).toEqual({ "shared gpu": 3 });
    expect(() => app(groups, { concurrencyId: "gpu" }, { concurrencyId: "gpu", concurrencyLimit: 2 })).toThrow(
      'queue(): concurrencyGroups gives "gpu" the limit 3, and /b says concurrencyLimit: 2; leave out the one at the function.',
    );
  });

  it("refuse a name that no function has", () => {
    expect(() => app({ concurrencyGroups: { gpu: { limit: 3 } } }, { concurrencyId: "cpu" })).toThrow(
      'queue(): concurrencyGroups names "gpu", but no function is in that group; give one concurrencyId: "gpu", or leave the group out.',
    );
  });
});

describe("functions of the queue", () => {
  it("are declared with what they say of cost, key and caller", () => {
    const { functions, queue, callerOf } = app(
      { callerOf: ({ address }) => address, rateLimit: { calls: 5, perMs: 1000, by: "address" }, perCallerLimit: 4 },
      { cost, perCallerLimit: 1, rateLimit: { calls: 1, perMs: 10 }, idempotent: true },
      { batch: true, batchKey: (word: string) => word, fn: (words: string[]) => words },
    );
    expect(functions).toMatchObject([
      { cost, perCallerLimit: 1, rateLimit: { calls: 1, perMs: 10 }, idempotent: true, batchKey: null },
      { cost: null, perCallerLimit: null, rateLimit: null, idempotent: false, batchKey: expect.any(Function) },
    ]);
    expect(queue).toMatchObject({
      asksCaller: true,
      perCallerLimit: 4,
      rateLimit: { calls: 5, perMs: 1000, by: "address" },
    });
    expect(callerOf).toEqual(expect.any(Function));
  });

  it("of a chat know the message and the conversation", async () => {
    const asked: unknown[] = [];
    const chat = new ChatInterface({
      fn: (message) => message,
      cost: (message, history) => {
        asked.push([message, history]);
        return message.length + history.length;
      },
    });
    const [page, endpoint] = declarationOf(chat).functions;
    const past = [{ role: "user", content: "earlier" }];
    expect([await page?.cost?.("one", past), await endpoint?.cost?.("three", [])]).toEqual([4, 5]);
    expect(asked).toEqual([
      ["one", past],
      ["three", []],
    ]);
  });

  it.each([
    [{ cost: 3 }, "cost must be a function, such as (text) => text.length, got 3"],
    [{ batchKey: () => "" }, "batchKey is for batched functions; add batch: true or leave it out"],
    [{ batch: true, batchKey: "first" }, "batchKey must be a function, such as (text) => text.slice(0, 2)"],
    [{ queue: false, cost: () => 1 }, "cost is for calls that queue; leave it out or leave out queue: false"],
    [{ queue: false, perCallerLimit: 1 }, "perCallerLimit is for calls that queue"],
    [{ perCallerLimit: 1.5 }, "perCallerLimit must be a whole number from 1, got 1.5"],
    [{ rateLimit: { calls: 1 } }, "rateLimit must be an object such as { calls: 10, perMs: 60_000 }"],
    [{ idempotent: "yes" }, 'idempotent must be true or false, got "yes"'],
  ])("refuse %j", (options, message) => {
    expect(() => app({}, options)).toThrow(`api(): ${message}`);
  });
});

describe("a batched function without a limit", () => {
  const batch = { batch: true, fn: (words: string[]) => words };

  it("is warned of where it goes at once, wherever the limit is taken away", () => {
    const text =
      /^\/a: without a limit of calls at once each call starts alone, so no batch gathers; give a concurrency/;
    for (const [queue, options] of [
      [{}, { ...batch, concurrencyLimit: null }],
      [{ defaultConcurrencyLimit: null }, batch],
      [{ concurrencyGroups: { gpu: { limit: null } } }, { ...batch, concurrencyId: "gpu" }],
    ] as const) {
      expect(app(queue, options).warnings).toEqual([expect.stringMatching(text)]);
    }
  });

  it("is right where it waits for a time, or has a limit", () => {
    expect(app({}, { ...batch, concurrencyLimit: null, batchTimeoutMs: 5 }).warnings).toEqual([]);
    expect(app({}, batch).warnings).toEqual([]);
  });
});
