import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import HighlightedTextView from "./highlightedtext.view.tsx";

const value = [
  { token: "The ", class_or_confidence: null },
  { token: "quick", class_or_confidence: "ADJ" },
  { token: " <i>fox</i>", class_or_confidence: 0.5 },
];

test("marked pieces name their class, and the legend lists the classes", async () => {
  const { screen } = await showView(HighlightedTextView, { props: { show_legend: true }, value, mode: "output" });
  await expect.element(screen.getByRole("list", { name: "Classes" })).toHaveTextContent("ADJ");
  expect([...screen.container.querySelectorAll("mark")].map((mark) => mark.textContent)).toEqual([
    "quick ADJ",
    " <i>fox</i> 0.5",
  ]);
  await expectAccessible();
});

test("a class has the colour that its author chose", async () => {
  const props = { color_map: { ADJ: "#ff0000" } };
  const { screen } = await showView(HighlightedTextView, { props, value, mode: "output" });
  expect(getComputedStyle(screen.container.querySelector("mark")!).getPropertyValue("--c")).toBe("#ff0000");
});

test("an input edits pieces and their classes", async () => {
  const shown = await showView(HighlightedTextView, { props: {}, value: [{ token: "fox" }], label: "Words" });
  await userEvent.fill(shown.screen.getByRole("textbox", { name: "Class, row 1" }), "NOUN");
  expect(shown.value()).toEqual([{ token: "fox", class_or_confidence: "NOUN" }]);
  await expectAccessible();
});
