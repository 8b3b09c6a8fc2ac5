import { expect, it } from "vitest";
import type { FunctionDeclaration } from "../app-model/declaration.ts";
import type { LogLine } from "../base/log-line.ts";
import { deferred } from "../base/deferred.ts";
import { declare, harness } from "./test-harness.ts";
import { watchHolds } from "./watch-holds.ts";

it("names a function that held the thread for over a second, once", () => {
  const lines: LogLine[] = [];
  const held = watchHolds((line) => lines.push(line), null);
  const slow = declare(() => null, { label: "/slow" });
  held([slow], 999);
  expect(lines).toEqual([]);
  held([slow], 2_340);
  held([slow], 9_000);
  held([declare(() => null, { id: 2, label: "/other" })], 1_200);
  expect(lines).toMatchObject([
    { level: "warning", text: expect.stringMatching(/^\/slow held the main thread for 2\.3 s.*thread: true/) },
    { level: "warning", text: expect.stringMatching(/^\/other held the main thread for 1\.2 s/) },
  ]);
});

it("names one that ran over its own or the app's time limit, as nothing could stop it", () => {
  const lines: LogLine[] = [];
  const held = watchHolds((line) => lines.push(line), 300);
  held([declare(() => null, { id: 1, label: "/own", timeLimitMs: 600 })], 500);
  held([declare(() => null, { id: 1, label: "/own", timeLimitMs: 600 })], 700);
  held([declare(() => null, { id: 2, label: "/app" })], 400);
  expect(lines.map(({ text }) => text)).toEqual([
    expect.stringMatching(/^\/own held the main thread for 0\.7 s, over its timeLimitMs of 600/),
    expect.stringMatching(/^\/app held the main thread for 0\.4 s, over its timeLimitMs of 300/),
  ]);
});

it("names all that it may have been, where it was one of several", () => {
  const lines: LogLine[] = [];
  const held = watchHolds((line) => lines.push(line), null);
  const both = ["/a", "/b"].map((label, id) => declare(() => null, { id, label }));
  held(both, 1_500);
  held(both, 2_500);
  expect(lines).toEqual([
    { level: "warning", text: expect.stringMatching(/^\/a or \/b held the main thread for 1\.5 s/) },
  ]);
});

it("the runner finds what held the thread after an await", async () => {
  const held: [readonly string[], number][] = [];
  const found = deferred();
  const onHeld = (suspects: readonly FunctionDeclaration[], ms: number): void => {
    if (ms > 1_000) found.resolve();
    held.push([suspects.map(({ label }) => label), ms]);
  };
  const test = harness(declare(spendLate, { label: "/late" }), { onHeld });
  test.run(1, [[]]);
  await test.ended(1);
  await found.promise;
  expect(held.filter(([, ms]) => ms > 1_000)).toEqual([[["/late"], expect.any(Number)]]);
});

it.each([
  ["a function", () => spend(30)],
  [
    "a step of a generator",
    function* () {
      yield null;
      spend(30);
      yield null;
    },
  ],
  [
    "the first part of an async function",
    async () => {
      spend(30);
      await Promise.resolve();
    },
  ],
])("the runner measures %s", async (_, fn) => {
  const parts: number[] = [];
  const test = harness(declare(fn, {}), { onHeld: (_suspects, ms) => parts.push(ms) });
  test.run(1, [[]]);
  await test.ended(1);
  expect(Math.max(...parts)).toBeGreaterThanOrEqual(29);
});

function spend(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

async function spendLate(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1));
  spend(1_400);
}
