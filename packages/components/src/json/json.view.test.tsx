import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import JsonView from "./json.view.tsx";

const value = { label: 'tabby "cat"', score: 0.831, cached: false, box: [1, { deep: null }] };

test("the first level is open, the next opens by the keyboard", async () => {
  const { screen } = await showView(JsonView, { props: {}, value, mode: "output" });
  await expect.element(screen.getByRole("tree", { name: "Amount" })).toBeVisible();
  await expect.element(screen.getByText('"tabby \\"cat\\""')).toBeVisible();
  expect(screen.getByText("deep:").elements()).toEqual([]);
  await userEvent.tab();
  await userEvent.keyboard("{ArrowDown}{ArrowRight}{ArrowDown}{ArrowRight}");
  await expect.element(screen.getByText("deep:")).toBeVisible();
  await expectAccessible();
});

test("every level starts open where that is asked for", async () => {
  const { screen } = await showView(JsonView, { props: { open: true }, value, mode: "output" });
  await expect.element(screen.getByText("deep:")).toBeVisible();
});

test("a bare value is shown as itself", async () => {
  const { screen } = await showView(JsonView, { props: {}, value: 0.5, mode: "output" });
  await expect.element(screen.getByText("0.5")).toBeVisible();
  await expectAccessible();
});

test("an input is text; the value is what it says, and a mistake is told on leaving", async () => {
  const shown = await showView(JsonView, { props: {}, value: { a: 1 }, label: "Options" });
  const field = shown.screen.getByRole("textbox", { name: "Options" });
  await expect.element(field).toHaveValue('{\n  "a": 1\n}');
  await userEvent.fill(field, '{"a": [1, 2');
  expect(shown.value()).toBe(null);
  expect(shown.problem()).toBe(null);
  await userEvent.tab();
  expect(shown.problem()).toMatch(/^This is not JSON yet: /);
  await expect.element(field).toHaveValue('{"a": [1, 2');
  await userEvent.fill(field, '{"a": [1, 2]}');
  expect(shown.value()).toEqual({ a: [1, 2] });
  expect(shown.problem()).toBe(null);
  await expectAccessible();
});

test("what could not be read goes when the page is cleared", async () => {
  const { screen, setValue } = await showView(JsonView, { props: {}, value: null });
  await userEvent.fill(screen.getByRole("textbox"), "{oops");
  await userEvent.tab();
  await setValue(null);
  await expect.element(screen.getByRole("textbox")).toHaveValue("");
});
