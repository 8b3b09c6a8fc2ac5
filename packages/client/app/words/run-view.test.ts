import { newCall, type CallState } from "@vitrine/client";
import { describe, expect, test } from "vitest";
import { isQuiet, viewRun } from "./run-view.ts";

const run = (call: Partial<CallState>) => ({ call: { ...newCall, ...call }, submittedAt: 0, id: "call" });
const words = (call: Partial<CallState>, now = 0, open = true): string =>
  viewRun(run(call), now, open)
    .words.map(([text]) => text)
    .join("");

const spoken = (error: CallState["error"], ranMs = 0): string =>
  viewRun(run({ phase: "error", ranMs, error }), 0, true).spoken;

const dim = (call: Partial<CallState>): boolean => viewRun(run(call), 0, true).dim;

describe("what the caption row says", () => {
  test("of a waiting call: its place counted from 1, and the time that is left", () => {
    const position = { rank: 1, size: 5, etaMs: 14_000, at: 0 };
    expect(words({ phase: "waiting", position })).toBe("Position 2 of 5 · about 14 s");
    expect(words({ phase: "waiting", position }, 4_000)).toBe("Position 2 of 5 · about 10 s");
    expect(words({ phase: "waiting", position: { ...position, etaMs: null } })).toBe("Position 2 of 5");
  });

  test("of a running call: time spent and left, and when it takes longer than usual", () => {
    const call = { phase: "running", startedAt: 0, etaMs: 7_100 } as const;
    expect(words(call, 4_100)).toBe("Running · 4.1 s, about 3 s left");
    expect(words(call, 8_000)).toBe("Running · 8.0 s");
    expect(words(call, 11_000)).toBe("Running · 11.0 s, longer than usual");
    expect(words({ ...call, etaMs: 100 }, 3_000)).toBe("Running · 3.0 s");
    expect(words({ ...call, etaMs: 100 }, 3_100)).toBe("Running · 3.1 s, longer than usual");
    expect(words({ ...call, etaMs: null }, 4_100)).toBe("Running · 4.1 s");
  });

  test("of progress: the outermost bar, further ones below it", () => {
    const bars = [
      { done: 3, total: 5, text: "Denoising", unit: "steps" },
      { done: 0.5, total: 1, text: null, unit: null },
    ];
    const call = { phase: "running", startedAt: 0, bars } as const;
    expect(words(call, 4_200)).toBe("Denoising · 3 of 5 steps · 4.2 s, about 3 s left");
    const view = viewRun(run(call), 4_200, true);
    expect(view.bars.map(({ label, value, max }) => [label, value, max])).toEqual([
      ["Denoising, 3 of 5 steps", 3, 5],
      ["50 %", 0.5, 1],
    ]);
  });

  test("of the ends", () => {
    expect(words({ phase: "done", ranMs: 412 })).toBe("0.4 s");
    expect(words({ phase: "cancelled", startedAt: 0, ranMs: 3_200 })).toBe("Stopped after 3.2 s");
    expect(words({ phase: "cancelled", ranMs: 0 })).toBe("Stopped before it began");
    expect(words({ phase: "error", ranMs: 1_200, error: { code: "user", message: "No" } })).toBe("Failed after 1.2 s");
    expect(words({ phase: "error", ranMs: 0, error: { code: "queue-full", message: "No" } })).toBe("Not sent");
    expect(words({ phase: "error", ranMs: 0, error: { code: "rate-limit", message: "No" } })).toBe("Not sent");
    expect(words({ phase: "error", ranMs: 0, error: { code: "outdated", message: "No" } })).toBe("Not sent");
  });

  test("of a call that cannot be sent", () => {
    expect(words({ phase: "held" }, 0, false)).toBe("Held · sent when the server answers");
    expect(viewRun(run({ phase: "held" }), 0, false).cancel).toBe(true);
  });
});

test("no end leaves a screen reader with what was said of the run", () => {
  expect(spoken({ code: "user", message: "No" }, 1_200)).toBe("Failed after 1.2 s");
  expect(spoken({ code: "failed", message: "No" })).toBe("Failed");
  expect(spoken({ code: "queue-full", message: "No" })).toBe("Not sent");
  expect(spoken({ code: "invalid", message: "No", fields: [{ name: "a", index: 0, message: "x" }] })).toBe("Not sent");
});

test("old values are shown as old until new ones arrive", () => {
  expect(dim({ phase: "waiting" })).toBe(true);
  expect(dim({ phase: "running", generator: true })).toBe(true);
  expect(dim({ phase: "running", generator: true, values: ["a"] })).toBe(false);
  expect(dim({ phase: "cancelled", ranMs: 1 })).toBe(false);
  expect(dim({ phase: "done", ranMs: 1 })).toBe(false);
});

test("a call refused because of its fields says so at the fields alone", () => {
  const fields = [{ name: "text", index: 0, message: "Too long" }];
  const view = viewRun(run({ phase: "error", ranMs: 0, error: { code: "invalid", message: "x", fields } }), 0, true);
  expect(view).toMatchObject({ state: "idle", words: [], dim: false });
});

test("for 150 ms nothing changes, unless the call has ended", () => {
  expect(isQuiet(run({ phase: "running" }), 149)).toBe(true);
  expect(isQuiet(run({ phase: "running" }), 150)).toBe(false);
  expect(isQuiet(run({ phase: "done", ranMs: 2 }), 20)).toBe(false);
});
