import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { Choice } from "../view-parts/choice/choice.ts";
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

test("what stands in the box can be searched over, and one that was chosen stays until another is", async () => {
  const shown = await showView(DropdownView, { props: { choices: many }, value: "v3", label: "Voice" });
  const box = shown.screen.getByRole("combobox", { name: "Voice" });
  await userEvent.click(box);
  await userEvent.fill(box, "29");
  await expect.element(shown.screen.getByRole("option")).toHaveTextContent("Voice 29");
  await expect.element(box).toHaveValue("29");
  await userEvent.keyboard("{Escape}");
  await expect.element(box).toHaveValue("Voice 3");
  await userEvent.fill(box, "29");
  await userEvent.keyboard("{Enter}");
  expect(shown.value()).toBe("v29");
  await expect.element(box).toHaveValue("Voice 29");

  await userEvent.fill(box, "");
  await userEvent.tab();
  await expect.element(box).toHaveValue("Voice 29");
  expect(shown.value()).toBe("v29");
});

test.each([false, true])("Escape on a closed box empties nothing, with multiple: %s", async (multiselect) => {
  const value = multiselect ? ["v3", "v4"] : "v3";
  const shown = await showView(DropdownView, { props: { choices: many, multiselect }, value, label: "Voice" });
  const box = shown.screen.getByRole("combobox", { name: "Voice" });
  await userEvent.click(box);
  await expect.element(shown.screen.getByRole("listbox")).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await expect.element(shown.screen.getByRole("listbox")).not.toBeInTheDocument();
  await userEvent.keyboard("{Escape}{Escape}");
  await userEvent.tab();
  expect(shown.value()).toEqual(value);
});

test("an optional one is emptied by its button", async () => {
  const props = { choices: many, optional: true };
  const shown = await showView(DropdownView, { props, value: "v3", label: "Voice" });
  await userEvent.click(shown.screen.getByRole("button", { name: "Clear Voice" }));
  expect(shown.value()).toBe(null);
  await expect.element(shown.screen.getByRole("combobox", { name: "Voice" })).toHaveValue("");
  await expectAccessible();
});

test.each([
  ["Tab", async () => await userEvent.tab()],
  ["a click elsewhere", async () => await userEvent.click(document.querySelector("h1")!)],
  ["Enter", async () => await userEvent.keyboard("{Enter}")],
])("words of one's own are taken by %s, though a choice begins with them", async (_, leave) => {
  const versions: readonly Choice[] = ["large-v3", "large-v2", "small"].map((name) => [name, name]);
  const props = { choices: versions, allow_custom_value: true };
  const shown = await showView(DropdownView, { props, value: "small", label: "Model" });
  const box = shown.screen.getByRole("combobox", { name: "Model" });
  await userEvent.fill(box, "large");
  await leave();
  expect(shown.value()).toBe("large");
  await expect.element(box).toHaveValue("large");
});

test("the last words of several are taken on leaving, and a choice that is called so as that choice", async () => {
  const props = { choices, multiselect: true, allow_custom_value: true };
  const shown = await showView(DropdownView, { props, value: ["small"], label: "Models" });
  const box = shown.screen.getByRole("combobox", { name: "Models" });
  await userEvent.fill(box, "mine");
  await userEvent.tab();
  expect(shown.value()).toEqual(["small", "mine"]);
  await userEvent.fill(box, "SEVENTH");
  await userEvent.click(document.querySelector("h1")!);
  expect(shown.value()).toEqual(["small", "mine", 7]);
  await expect.element(box).toHaveValue("");
});

test("a choice that is pressed while words are typed is the only one taken", async () => {
  const props = { choices, multiselect: true, allow_custom_value: true };
  const shown = await showView(DropdownView, { props, value: [], label: "Models" });
  await userEvent.fill(shown.screen.getByRole("combobox", { name: "Models" }), "lar");
  await userEvent.click(shown.screen.getByRole("option", { name: "large, 310 MB" }));
  expect(shown.value()).toEqual(["large"]);
});

test("of ten thousand choices those in sight are drawn, and all can be reached", async () => {
  const crowd: readonly Choice[] = Array.from({ length: 10_000 }, (_, index) => [`City ${index}`, index]);
  const shown = await showView(DropdownView, { props: { choices: crowd }, value: 5000, label: "City" });
  const box = shown.screen.getByRole("combobox", { name: "City" });
  await userEvent.click(box);
  const options = shown.screen.getByRole("option");
  await expect.element(shown.screen.getByRole("option", { name: "City 5000" })).toBeVisible();
  expect(options.elements().length).toBeLessThan(60);
  await userEvent.keyboard("{ArrowDown}{ArrowDown}{Enter}");
  expect(shown.value()).toBe(5002);
  await userEvent.click(box);
  await userEvent.keyboard("{Home}");
  await userEvent.fill(box, "9999");
  await userEvent.keyboard("{Enter}");
  expect(shown.value()).toBe(9999);
  await expectAccessible();
});

test("an output is the chosen words, and both modes are accessible", async () => {
  const input = await showView(DropdownView, { props: { choices }, value: "small" });
  await expectAccessible();
  await input.screen.unmount();
  const { screen } = await showView(DropdownView, { props: { choices }, value: "large", mode: "output" });
  await expect.element(screen.getByText("large, 310 MB")).toBeVisible();
  await expectAccessible();
});
