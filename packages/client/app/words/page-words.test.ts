import { newCall } from "@vitrine/client";
import type { ComponentConfig, ErrorData } from "@vitrine/protocol";
import { describe, expect, test } from "vitest";
import { waitToSay } from "./announce.ts";
import { isPlain } from "../parts/is-plain.ts";
import { connectionWords, errorWords, retryPause } from "./notice-words.ts";
import { fieldProblems, missingInputs } from "../state/problems.ts";
import { viewRun } from "./run-view.ts";
import { keepEnded, keepInputs, readSaved, writeSaved } from "../state/saved.ts";
import { exactTime, roughTime } from "./times.ts";
import { asFile } from "../parts/tool-actions.ts";
import { asText } from "./value-text.ts";

const input = (id: number, props: ComponentConfig["props"], type = "textbox"): ComponentConfig => ({
  id,
  type,
  props,
  skip_api: false,
  api_info: {},
});

const tooLong = (index: number): ErrorData => ({
  code: "invalid",
  message: "x",
  fields: [{ name: "t", index, message: "Too long" }],
});

test("a sentence needs no renderer of Markdown; marks, lists and links do", () => {
  expect(isPlain("Greets you, as warmly as you like - up to 10.5 times!")).toBe(true);
  const marked = [
    "**n** times",
    "a\nb",
    "- item",
    "1. item",
    "see https://example.org",
    "[a](b)",
    "<b>",
    "a_b_",
    "&amp;",
  ];
  expect(marked.filter(isPlain)).toEqual([]);
});

test("times", () => {
  expect([0, 412, 9_960, 59_949, 125_000].map(exactTime)).toEqual([
    "< 0.1 s",
    "0.4 s",
    "10.0 s",
    "59.9 s",
    "2 min 5 s",
  ]);
  expect([-5, 14_400, 120_000, 3_780_000].map(roughTime)).toEqual(["1 s", "14 s", "2 min", "1 h 3 min"]);
});

describe("inputs", () => {
  test("that are missing are asked for by their label; an empty text, a hidden and an optional one are not", () => {
    const inputs = [
      input(1, { label: "Text" }),
      input(2, { label: "Note", optional: true }),
      input(3, { label: "Empty" }),
      input(4, { label: "Hidden", visible: false }),
      input(5, { label: "Preset" }),
      input(6, {}, "state"),
    ];
    expect(missingInputs(inputs, { 3: "" }, { 5: "given" })).toEqual({ 1: "Please give Text." });
  });

  test("get the problems that the server found with them", () => {
    const inputs = [input(7, {}), input(8, { visible: false })];
    expect(fieldProblems(tooLong(0), inputs)).toEqual({ 7: "Too long" });
    expect(fieldProblems(tooLong(1), inputs)).toBeNull();
    expect(fieldProblems(null, inputs)).toBeNull();
  });
});

describe("notices", () => {
  test("an error is said once, with its own title where it has one", () => {
    expect(errorWords({ code: "failed", message: "Something went wrong." })).toEqual({
      title: "Something went wrong",
      text: "",
    });
    expect(errorWords({ code: "user", message: "Too dark" })).toEqual({ title: "Too dark", text: "" });
    expect(errorWords({ code: "user", title: "Light", message: "Too dark" })).toEqual({
      title: "Light",
      text: "Too dark",
    });
  });

  test("an error of whoever calls too often says that nothing is lost", () => {
    const error = {
      code: "rate-limit",
      title: "Too many calls",
      message: "One call in 5 s is the most here.",
    } as const;
    expect(errorWords(error)).toEqual({
      title: "Too many calls",
      text: "One call in 5 s is the most here. Your inputs are kept.",
    });
  });

  test("whoever was refused waits as long as the server says, and longer each time", () => {
    const error = { code: "queue-full", message: "Busy", retryAfterMs: 5_000 } as const;
    expect([1, 2, 3, 4, 9].map((refusals) => retryPause(error, refusals))).toEqual([
      5_000, 5_000, 8_000, 16_000, 30_000,
    ]);
  });

  test("the banner tells what becomes of the inputs", () => {
    const status = { state: "waiting", retryAt: 4_000, problem: null } as const;
    expect(connectionWords(status, null, 0).text).toBe("Your inputs are kept. Next try in 4 s.");
  });
});

test("a new state and a new position are said at once, progress every five seconds at most", () => {
  const call = {
    phase: "running",
    position: null,
    startedAt: 0,
    etaMs: null,
    generator: false,
    values: null,
    error: null,
    ranMs: null,
  } as const;
  const view = (done: number) =>
    viewRun(
      { call: { ...call, bars: [{ done, total: 5, text: null, unit: null }] }, submittedAt: 0, id: "call" },
      1_000,
      true,
    );
  expect(waitToSay(view(1), { text: "Waiting", state: "queued", at: 900 }, 1_000)).toBe(0);
  expect(waitToSay(view(2), { text: "1 of 5", state: "progress", at: 900 }, 1_000)).toBe(4_900);
  expect(waitToSay(view(2), { text: "2 of 5", state: "progress", at: 900 }, 9_000)).toBeNull();
});

test("what is kept over a reload is JSON alone", () => {
  const inputs = [1, 2, 3].map((id) => input(id, { label: `Input ${id}`, name: `input_${id}` }));
  const values = { 1: "a", 2: new Blob(["x"]), 3: { inner: [new Blob([])] }, 4: 5 };
  const kept = { id: 1, type: "textbox", name: "input_1", label: "Input 1", isChanged: true, value: "a" };
  expect(keepInputs(values, inputs, { 1: "b" })).toEqual([kept]);
  expect(keepInputs(values, inputs, { 1: "a" })).toEqual([{ ...kept, isChanged: false }]);
  const mark = { page: "p", calls: "c" };
  expect(readSaved(JSON.stringify({ mark, inputs: [kept] }))).toMatchObject({ inputs: [kept] });
  expect(readSaved("{")).toBeNull();
  expect(readSaved(JSON.stringify({ shape: "1:textbox", inputs: {} }))).toBeNull();
});

test("of a run that has ended a tab keeps its end and its results; what is too large is left to the server", () => {
  const ended = { id: "call", submittedAt: 5, call: { ...newCall, phase: "done", values: ["a"], ranMs: 3 } } as const;
  expect(keepEnded(ended, { 7: "a" })).toEqual({
    ...ended,
    call: { ...ended.call, values: null },
    outputs: { 7: "a" },
  });
  expect(keepEnded(ended, { 7: "a".repeat(1_000_000) })).toMatchObject({ id: "call", outputs: null });
  expect(keepEnded({ ...ended, call: { ...newCall, phase: "running" } }, {})).toBeNull();
  const error: ErrorData = { code: "invalid", message: "No.", fields: [{ name: "a", index: 0, message: "No." }] };
  expect(keepEnded({ ...ended, call: { ...newCall, phase: "error", error } }, {})).toBeNull();
});

test("a result that finds no room in the tab does not take the inputs along", () => {
  const kept: string[] = [];
  const setItem = (_: string, text: string): void => {
    if (text.includes("large")) throw new DOMException("full", "QuotaExceededError");
    kept.push(text);
  };
  const ended = keepEnded({ id: "call", submittedAt: 5, call: { ...newCall, phase: "done" } }, { 7: "large" });
  writeSaved({ setItem }, "key", {
    mark: { page: "p", calls: "c" },
    inputs: [],
    props: { 1: {} },
    run: null,
    ended,
  });
  expect(kept.map((text) => JSON.parse(text))).toMatchObject([{ props: { 1: {} }, ended: null }]);
});

test("a label is copied as lines and saved as JSON", () => {
  const value = {
    label: "fox",
    confidences: [
      { label: "fox", confidence: 0.913 },
      { label: "dog", confidence: 0.087 },
    ],
  };
  expect(asText("label", value)).toBe("fox\t91.3 %\ndog\t8.7 %");
  expect(asFile("label", "Top: Guess", value, "").name).toBe("top-guess.json");
  expect(asText("image", value)).toBeNull();
});
