import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import CheckboxView from "./checkbox.view.tsx";

test("its own label ticks it, and the space bar takes it back", async () => {
  const shown = await showView(CheckboxView, { props: {}, value: null, label: "Keep history", ownLabel: true });
  await userEvent.click(shown.screen.getByText("Keep history"));
  expect(shown.value()).toBe(true);
  shown.screen.getByRole("checkbox", { name: "Keep history" }).element().focus();
  await userEvent.keyboard(" ");
  expect(shown.value()).toBe(false);
});

test("an output says yes or no in words, and both modes are accessible", async () => {
  const input = await showView(CheckboxView, { props: {}, value: true, label: "Keep history", ownLabel: true });
  await expectAccessible();
  await input.screen.unmount();
  const { screen, setValue } = await showView(CheckboxView, { props: {}, value: true, mode: "output" });
  await expect.element(screen.getByText("Yes")).toBeVisible();
  await setValue(false);
  await expect.element(screen.getByText("No", { exact: true })).toBeVisible();
  expect(screen.getByRole("checkbox").elements()).toEqual([]);
  await expectAccessible();
});
