import { expect, it } from "vitest";
import type { LogLine } from "../base/log-line.ts";
import { ManualClock } from "../clock/manual-clock.ts";
import { createBoundary } from "./boundary.ts";
import { createFaultLog } from "./fault-log.ts";

function made() {
  const clock = new ManualClock();
  const lines: LogLine[] = [];
  return { clock, lines, log: createFaultLog((line) => void lines.push(line), clock) };
}

it("writes a fault with its stack", () => {
  const { lines, log } = made();
  log(new Error("no disk"));
  expect(lines).toEqual([{ level: "error", text: expect.stringMatching(/survived: Error: no disk\n\s+at /) }]);
});

it("counts what comes more often than five times a second, and is quick to tell again after a second of rest", () => {
  const { clock, lines, log } = made();
  for (let second = 0; second < 3; second++) {
    for (let n = 0; n < 1000; n++) log(new Error(`fault ${n}`));
    clock.advance(1000);
  }
  expect(lines).toHaveLength(5 + 1 + 2 * (4 + 1));
  expect(lines.at(-1)!.text).toMatch(/^996 more faults .* The last: Error: fault 999/);
  clock.advance(2000);
  log(new Error("later"));
  expect(lines.at(-1)!.text).toContain("later");
  clock.advance(2000);
  expect(clock.pending).toBe(0);
});

it("cuts a text that a visitor made long", () => {
  const { lines, log } = made();
  log(new Error("x".repeat(1_000_000)));
  expect(lines[0]!.text.length).toBeLessThan(11_000);
});

it("a boundary lets nothing out: what is thrown, rejected, thrown while cutting off, and by the log itself", async () => {
  const caught: unknown[] = [];
  const cut: unknown[] = [];
  const boundary = createBoundary((error) => {
    caught.push(error);
    throw new Error("the log fails");
  });
  boundary.run(
    () => {
      throw new Error("thrown");
    },
    (error) => cut.push(error),
  );
  boundary.wrap(
    (text: string) => Promise.reject(new Error(text)),
    () => {
      throw new Error("cutting off");
    },
  )("rejected");
  boundary.run(() => 3);
  await new Promise(setImmediate);
  expect(caught.map(String)).toEqual(["Error: thrown", "Error: rejected", "Error: cutting off"]);
  expect(cut.map(String)).toEqual(["Error: thrown"]);
});
