import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Label } from "./label.ts";

it("sends scores from the highest down, and the best as the label", () => {
  expect(sent(Label(), { cat: 0.2, dog: 0.7, cow: 0.1 })).toEqual({
    label: "dog",
    confidences: [
      { label: "dog", confidence: 0.7 },
      { label: "cat", confidence: 0.2 },
      { label: "cow", confidence: 0.1 },
    ],
  });
});

it("sends no more than topK, and a label alone without scores", () => {
  const wire = sent(Label({ topK: 2 }), { a: 1, b: 3, c: 2 }) as { confidences: { label: string }[] };
  expect(wire.confidences.map(({ label }) => label)).toEqual(["b", "c"]);
  expect(sent(Label(), "cat")).toEqual({ label: "cat" });
});

it("keeps the order of labels with equal scores", () => {
  const wire = sent(Label(), { b: 1, a: 1, c: 1 }) as { confidences: { label: string }[] };
  expect(wire.confidences.map(({ label }) => label)).toEqual(["b", "a", "c"]);
});

it("gives a copy: a score changed later does not change what was sent", () => {
  const given = { cat: 1 };
  const wire = sent(Label(), given);
  given.cat = 0;
  expect(wire).toEqual({ label: "cat", confidences: [{ label: "cat", confidence: 1 }] });
});

it("receives what a client read, without empty parts", () => {
  expect(received(Label(), { label: "cat", confidences: null })).toEqual({ label: "cat" });
  const scores = { label: "cat", confidences: [{ label: "cat", confidence: 1 }] };
  expect(received(Label(), scores)).toEqual(scores);
});

it.each([
  [{}, /the record of scores is empty/],
  [{ cat: Number.NaN }, /the score of "cat" cannot be used: a finite number is needed, got NaN/],
  [{ cat: "0.5" }, /the score of "cat" cannot be used/],
  [[0.1, 0.9], /a record \{ label: score \} or a label is needed/],
  [new Float32Array(3), /is needed, got a Float32Array/],
  [new Map([["cat", 1]]), /use Object\.fromEntries\(map\)/],
  [7, /is needed, got 7/],
])("refuses %j", (given, message) => {
  expect(() => sent(Label(), given)).toThrow(TypeError);
  expect(() => sent(Label(), given)).toThrow(message);
});

it("tells the page how many to show", () => {
  expect(Label({ topK: 3 })[implementation].wireProps).toEqual({ num_top_classes: 3, show_heading: true });
});
