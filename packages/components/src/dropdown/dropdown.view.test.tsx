import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { Choice } from "../view-parts/choice.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import DropdownView from "./dropdown.view.tsx";

const choices: readonly Choice[] = [
  ["small, 24 MB", "small"],
  ["large, 310 MB", "large"],
  ["seventh", 7],
];
const many: readonly Choice[] = Array.from({ length: 50 }, (_, index) => [`Voice ${index}`, `v${index}`]);

test("a select starts empty and sends what the choice stands for", async () => {
  const shown = await showView(DropdownView, { props: { choices }, value: null, label: "Model" });
  const select = shown.screen.getByRole("combobox", { name: "Model" });
  await expect.element(select).toHaveDisplayValue("Choose…");
  await userEvent.selectOptions(select, "seventh");
  expect(shown.value()).toBe(7);
  expect(shown.screen.getByRole("option").elements()).toHaveLength(3);
});

test("an optional select can be emptied again", async () => {
  const shown = await showView(DropdownView, { props: { choices, optional: true }, value: "small" });
  await userEvent.selectOptions(shown.screen.getByRole("combobox"), "None");
  expect(shown.value()).toBe(null);
});

test("several are found by typing, taken by Enter and removed by their chip", async () => {
  const props = { choices, multiselect: true, max_choices: 2 };
  const shown = await showView(DropdownView, { props, value: ["small"], label: "Models" });
  const box = shown.screen.getByRole("combobox", { name: "Models" });
  await userEvent.click(box);
  await userEvent.keyboard("lar");
  await expect.element(shown.screen.getByRole("option", { name: "large, 310 MB" })).toBeVisible();
  expect(shown.screen.getByRole("option").elements()).toHaveLength(1);
  await userEvent.keyboard("{Enter}");
  expect(shown.value()).toEqual(["small", "large"]);
  await expectAccessible();

  await userEvent.fill(box, "sev");
  await userEvent.keyboard("{Enter}");
  expect(shown.value()).toEqual(["small", "large"]);
  expect(shown.problem()).toBe("Models takes at most 2. Remove one first.");

  await userEvent.keyboard("{Escape}");
  await userEvent.click(shown.screen.getByRole("button", { name: "Remove small, 24 MB" }));
  expect(shown.value()).toEqual(["large"]);
  expect(shown.problem()).toBe(null);
});

test("a long list is searched", async () => {
  const shown = await showView(DropdownView, { props: { choices: many }, value: null, label: "Voice" });
  const box = shown.screen.getByRole("combobox", { name: "Voice" });
  await userEvent.click(box);
  await userEvent.keyboard("37");
  await expect.element(shown.screen.getByRole("option")).toHaveTextContent("Voice 37");
  await userEvent.keyboard("{Enter}");
  expect(shown.value()).toBe("v37");
  await expect.element(box).toHaveValue("Voice 37");
});

test("own words are taken where they are allowed", async () => {
  const props = { choices, allow_custom_value: true };
  const shown = await showView(DropdownView, { props, value: null, label: "Model" });
  await userEvent.click(shown.screen.getByRole("combobox", { name: "Model" }));
  await userEvent.keyboard("tiny");
  await expect.element(shown.screen.getByRole("option", { name: "tiny" })).toBeVisible();
  await userEvent.keyboard("{Enter}");
  expect(shown.value()).toBe("tiny");
});

test("an output is the chosen words, and both modes are accessible", async () => {
  const input = await showView(DropdownView, { props: { choices }, value: "small" });
  await expectAccessible();
  await input.screen.unmount();
  const { screen } = await showView(DropdownView, { props: { choices }, value: "large", mode: "output" });
  await expect.element(screen.getByText("large, 310 MB")).toBeVisible();
  await expectAccessible();
});
