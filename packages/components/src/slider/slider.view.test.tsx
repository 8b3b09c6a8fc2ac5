import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import SliderView from "./slider.view.tsx";

const props = { minimum: 0, maximum: 20, step: 1 };

test("an arrow key moves the track by a step and fires release", async () => {
  const shown = await showView(SliderView, { props, value: 5 });
  shown.screen.getByRole("slider", { name: "Amount" }).element().focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(shown.value()).toBe(6);
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("release", 6);
  await expect.element(shown.screen.getByRole("spinbutton")).toHaveValue(6);
});

test("a number beyond the end stays while it is typed and is held to the end afterwards", async () => {
  const shown = await showView(SliderView, { props, value: 5 });
  const box = shown.screen.getByRole("spinbutton", { name: "Amount, exact value" });
  await userEvent.fill(box, "999");
  await expect.element(box).toHaveValue(999);
  expect(shown.value()).toBe(5);
  await userEvent.tab();
  await expect.element(box).toHaveValue(20);
  expect(shown.value()).toBe(20);
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("release", 20);
});

test("a number between two steps goes to the nearer one, an emptied box back to the value", async () => {
  const shown = await showView(SliderView, { props: { minimum: 0, maximum: 1, step: 0.1 }, value: 0.5 });
  const box = shown.screen.getByRole("spinbutton");
  await userEvent.fill(box, "0.32");
  await userEvent.keyboard("{Enter}");
  expect(shown.value()).toBe(0.3);
  await userEvent.fill(box, "");
  await userEvent.tab();
  await expect.element(box).toHaveValue(0.3);
  expect(shown.value()).toBe(0.3);
});

test("a value set from outside replaces what was typed", async () => {
  const shown = await showView(SliderView, { props, value: 5 });
  const box = shown.screen.getByRole("spinbutton");
  await userEvent.fill(box, "999");
  await shown.setValue(7);
  await expect.element(box).toHaveValue(7);
});

test("an output is its number, and both modes are accessible", async () => {
  const input = await showView(SliderView, { props, value: null });
  await expect.element(input.screen.getByRole("slider")).toHaveValue("0");
  await expectAccessible();
  await input.screen.unmount();
  const { screen } = await showView(SliderView, { props, value: 0.1, mode: "output" });
  await expect.element(screen.getByText("0.1")).toBeVisible();
  await expectAccessible();
});
