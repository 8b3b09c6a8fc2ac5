import { expect, it } from "vitest";
import { ManualClock } from "../clock/manual-clock.ts";
import { lastStop } from "./last-stop.ts";

/** A gateway that has nothing to wait for, and what was done. */
function made(isClosing = false) {
  const done: (string | number)[] = [];
  const clock = new ManualClock();
  const gateway = {
    drain: async (ms: number): Promise<void> => void done.push(`drain ${ms}`),
    close: async (): Promise<void> => void done.push("close"),
  };
  const exit = (code: number): void => void done.push(code);
  const print = (): void => void done.push("told");
  const hear = lastStop({ gateway, clock, exit, print, isClosing: () => isClosing });
  const pass = async (ms: number): Promise<void> => {
    for (let step = 0; step < ms; step += 250) {
      clock.advance(250);
      // oxlint-disable-next-line no-await-in-loop -- what waits for the clock comes in its own turn
      await new Promise(setImmediate);
    }
  };
  return { hear, done, pass };
}

it("drains at once, and ends the process when the main thread has not by the end of the grace", async () => {
  const { hear, done, pass } = made();
  hear("SIGTERM");
  expect(done).toEqual(["drain 10000"]);
  await pass(10_000);
  expect(done).toEqual(["drain 10000"]);
  await pass(500);
  expect(done).toEqual(["drain 10000", "told", "close", 0]);
});

it("leaves a main thread that closes the app its time", async () => {
  const { hear, done, pass } = made(true);
  hear("SIGTERM");
  await pass(15_000);
  expect(done).toEqual(["drain 10000"]);
});

it("ends at once on a second SIGINT, and only on that", async () => {
  const { hear, done, pass } = made();
  hear("SIGINT");
  hear("SIGTERM");
  await pass(500);
  expect(done).toEqual(["drain 10000"]);
  hear("SIGINT");
  await pass(500);
  expect(done).toEqual(["drain 10000", 130]);
});
