import { Textbox } from "@vitrine/components";
import { expect, it } from "vitest";
import { declare, harness, port } from "./test-harness.ts";

/** In which turns of the event loop three calls at once start, where each function takes `ms`. */
async function startsOf(ms: number): Promise<number[]> {
  let [now, turn, counting] = [0, 0, true];
  const starts: number[] = [];
  const gateway = harness(
    declare(
      () => {
        starts.push(turn);
        now += ms;
        return "x";
      },
      { outputs: [port("text", Textbox(), 1)] },
    ),
    { now: () => now },
  );
  const count = (): void => {
    turn += 1;
    if (counting) setImmediate(count);
  };
  for (const run of [1, 2, 3]) gateway.run(run, [[]]);
  setImmediate(count);
  await Promise.all([1, 2, 3].map((run) => gateway.ended(run)));
  counting = false;
  return starts;
}

it("starts small functions in one turn of the event loop", async () => {
  expect(new Set(await startsOf(0.1)).size).toBe(1);
});

it("lets the event loop turn between functions that take a moment", async () => {
  expect(new Set(await startsOf(5)).size).toBe(3);
});
