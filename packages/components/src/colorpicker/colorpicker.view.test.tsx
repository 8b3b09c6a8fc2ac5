import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import ColorPickerView from "./colorpicker.view.tsx";

test("an input takes a colour and says which it is", async () => {
  const shown = await showView(ColorPickerView, { props: {}, value: "#000000", label: "Ink" });
  const field = shown.screen.getByLabelText("Ink", { exact: true });
  await userEvent.fill(field, "#1e90ff");
  expect(shown.value()).toBe("#1e90ff");
  await expect.element(shown.screen.getByText("#1e90ff")).toBeVisible();
  await expectAccessible();
});

test("an output is a swatch and its digits", async () => {
  const { screen } = await showView(ColorPickerView, { props: {}, value: "#ff0000", mode: "output" });
  await expect.element(screen.getByText("#ff0000")).toBeVisible();
  const swatch = screen.container.querySelector<HTMLElement>("p [aria-hidden]");
  expect(swatch && getComputedStyle(swatch).backgroundColor).toBe("rgb(255, 0, 0)");
  await expectAccessible();
});
