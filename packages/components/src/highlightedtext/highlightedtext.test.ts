import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { HighlightedText } from "./highlightedtext.ts";

it("hands pieces through both ways, by Gradio's names on the wire", () => {
  const wire = [
    { token: "The ", class_or_confidence: null },
    { token: "quick", class_or_confidence: "adj" },
    { token: " fox", class_or_confidence: 0.5 },
  ];
  const pieces = [{ token: "The " }, { token: "quick", label: "adj" }, { token: " fox", label: 0.5 }];
  expect(received(HighlightedText(), wire)).toEqual(pieces);
  expect(received(HighlightedText(), [{ token: "a" }])).toEqual([{ token: "a" }]);
  expect(sent(HighlightedText(), pieces)).toEqual(wire);
  expect(HighlightedText()[implementation].fileSlots).toEqual([]);
});

it("gives a copy", () => {
  const given = [{ token: "a", label: "x" }];
  const wire = sent(HighlightedText(), given);
  given[0]!.token = "b";
  expect(wire).toEqual([{ token: "a", class_or_confidence: "x" }]);
});

it("joins neighbours of one class where that is asked for", () => {
  const pieces = ["New:LOC", "York:LOC", "is", "big", "York:LOC"].map((word) => {
    const [token = "", label] = word.split(":");
    return { token, label };
  });
  expect(sent(HighlightedText({ combineAdjacent: true, adjacentSeparator: " " }), pieces)).toEqual([
    { token: "New York", class_or_confidence: "LOC" },
    { token: "is big", class_or_confidence: null },
    { token: "York", class_or_confidence: "LOC" },
  ]);
});

const give = (...tokens: [string, string | null][]) =>
  sent(
    HighlightedText({ combineAdjacent: true, adjacentSeparator: "-" }),
    tokens.map(([token, label]) => ({ token, label })),
  );

it("leaves out empty pieces when it joins neighbours, as Gradio does", () => {
  expect(give(["New", "LOC"], ["", null], ["York", "LOC"])).toEqual([
    { token: "New-York", class_or_confidence: "LOC" },
  ]);
  expect(give(["a", "X"], ["", "X"])).toEqual([{ token: "a-", class_or_confidence: "X" }]);
  expect(give(["", null], ["a", "X"])).toEqual([
    { token: "", class_or_confidence: null },
    { token: "a", class_or_confidence: "X" },
  ]);
});

it.each<[unknown, RegExp]>([
  ["text", /a list of pieces is needed, got "text"/],
  [[["The", "det"]], /piece 0 is \["The","det"\]: give \{ token/],
  [[{ token: "a" }, { text: "b" }], /piece 1 is/],
  [[{ token: "a", label: Number.NaN }], /the label of piece 0 is NaN/],
  [[{ token: "a", label: {} }], /the label of piece 0 is \{\}/],
])("refuses %j", (given, message) => {
  expect(() => sent(HighlightedText(), given)).toThrow(TypeError);
  expect(() => sent(HighlightedText(), given)).toThrow(message);
});

it("takes colours and nothing else for the map", () => {
  expect(HighlightedText({ colorMap: { a: "#f00" } })[implementation].wireProps).toMatchObject({
    color_map: { a: "#f00" },
  });
  expect(() => HighlightedText({ colorMap: { a: "url(https://example.com)" } })).toThrow(
    /colorMap must be a record of CSS/,
  );
});
