import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { Choice } from "../view-parts/choice/choice.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import RadioView from "./radio.view.tsx";

const short: readonly Choice[] = [
  ["plain", "plain"],
  ["upper", "UPPER"],
  ["title", 3],
];
const long: readonly Choice[] = [
  ["A very long way of saying no", "no"],
  ["A very long way of saying yes", "yes"],
];

test("arrow keys choose, and the value is what the choice stands for", async () => {
  const shown = await showView(RadioView, { props: { choices: short }, value: null, label: "Style" });
  await expect.element(shown.screen.getByRole("radiogroup", { name: "Style" })).toBeVisible();
  await userEvent.click(shown.screen.getByText("upper"));
  expect(shown.value()).toBe("UPPER");
  await userEvent.keyboard("{ArrowRight}");
  expect(shown.value()).toBe(3);
  await expect.element(shown.screen.getByRole("radio", { name: "title" })).toBeChecked();
});

test("short words share one row, long ones have a radio button each", async () => {
  const seg = await showView(RadioView, { props: { choices: short }, value: "plain" });
  const tops = seg.screen
    .getByRole("radio")
    .elements()
    .map((radio) => radio.getBoundingClientRect().top);
  expect(new Set(tops).size).toBe(1);
  expect(getComputedStyle(seg.screen.getByRole("radio").first().element()).opacity).toBe("0");
  await seg.screen.unmount();
  const radios = await showView(RadioView, { props: { choices: long }, value: "no" });
  expect(getComputedStyle(radios.screen.getByRole("radio").first().element()).opacity).toBe("1");
  await expectAccessible();
});

test("an output is the chosen words, and both modes are accessible", async () => {
  const input = await showView(RadioView, { props: { choices: short }, value: "UPPER" });
  await expectAccessible();
  await input.screen.unmount();
  const { screen } = await showView(RadioView, { props: { choices: short }, value: 3, mode: "output" });
  await expect.element(screen.getByText("title")).toBeVisible();
  expect(screen.getByRole("radio").elements()).toEqual([]);
  await expectAccessible();
});
