import { expect, it } from "vitest";
import type { ProgressBar } from "@vitrine/protocol";
import { ProgressBoard } from "./progress.ts";

function board(): { progress: ReturnType<ProgressBoard["face"]>; told: ProgressBar[][]; clock: { now: number } } {
  const told: ProgressBar[][] = [];
  const clock = { now: 0 };
  const made = new ProgressBoard(
    (bars) => void told.push([...bars]),
    () => clock.now,
  );
  return { progress: made.face(), told, clock };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

it("takes a total of 1 where none is given, and null for unknown", async () => {
  const { progress, told } = board();
  progress(0.5);
  await turn();
  progress(3, null, { text: "rows", unit: "row" });
  expect(told).toEqual([
    [{ done: 0.5, total: 1, text: null, unit: null }],
    [{ done: 3, total: null, text: "rows", unit: "row" }],
  ]);
});

it("tells the first change of a turn at once and of the others only the last", async () => {
  const { progress, told } = board();
  for (let n = 0; n <= 100; n += 1) progress(n, 100);
  expect(told.map(([bar]) => bar!.done)).toEqual([0]);
  await turn();
  expect(told.map(([bar]) => bar!.done)).toEqual([0, 100]);
});

it("moves while a function keeps the thread", () => {
  const { progress, told, clock } = board();
  progress(0, 3);
  clock.now = 60;
  progress(1, 3);
  expect(told.map(([bar]) => bar!.done)).toEqual([0, 1]);
});

it("nests loops and drops the inner bars when the outer goes on", async () => {
  const { progress, told } = board();
  for (const _ of progress.track(["a", "b"], { text: "outer" })) {
    for (const inner of progress.track(new Set([1, 2, 3]))) progress(inner / 3);
    await turn();
    const last = told.at(-1)!;
    expect(last.map(({ text, total }) => [text, total])).toEqual([["outer", 2]]);
  }
  await turn();
  expect(told.at(-1)).toEqual([]);
});

it("passes async items through and closes its bar when the loop is left early", async () => {
  const { progress, told } = board();
  const seen: number[] = [];
  const items = (async function* () {
    yield 1;
    yield 2;
  })();
  for await (const item of progress.track(items)) {
    seen.push(item);
    break;
  }
  await turn();
  expect(seen).toEqual([1]);
  expect(told.at(-1)).toEqual([]);
});
