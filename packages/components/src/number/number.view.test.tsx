import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import NumberView from "./number.view.tsx";

test("what is typed is the value, and an emptied box is null", async () => {
  const shown = await showView(NumberView, { props: {}, value: null });
  const box = shown.screen.getByRole("spinbutton", { name: "Amount" });
  await userEvent.type(box, "-2.5");
  expect(shown.value()).toBe(-2.5);
  await userEvent.clear(box);
  expect(shown.value()).toBe(null);
  expect(shown.problem()).toBe(null);
});

test("what is no number is told on leaving, and taken back when it is one", async () => {
  const shown = await showView(NumberView, { props: {}, value: null, label: "Seed" });
  const box = shown.screen.getByRole("spinbutton", { name: "Seed" });
  await userEvent.type(box, "1e");
  expect(shown.problem()).toBe(null);
  await userEvent.keyboard("{Enter}");
  expect(shown.problem()).toBe("Seed must be a number, such as 12 or -0.5.");
  await expect.element(box).toHaveAccessibleDescription("Seed must be a number, such as 12 or -0.5.");
  await userEvent.keyboard("3");
  expect(shown.problem()).toBe(null);
  expect(shown.value()).toBe(1000);
});

test("what is no number goes when the page is cleared", async () => {
  const { screen, setValue } = await showView(NumberView, { props: {}, value: null });
  const box = screen.getByRole("spinbutton");
  await userEvent.type(box, "1e");
  await userEvent.tab();
  expect((box.element() as HTMLInputElement).validity.badInput).toBe(true);
  await setValue(null);
  await expect.poll(() => (box.element() as HTMLInputElement).validity.badInput).toBe(false);
});

test("a number beyond a limit is told with the limit", async () => {
  const shown = await showView(NumberView, { props: { minimum: 0 }, value: null, label: "Seed" });
  await userEvent.type(shown.screen.getByRole("spinbutton"), "-4");
  await userEvent.tab();
  expect(shown.problem()).toBe("Seed must be 0 or more.");
});

test("buttons and arrow keys step, one after the other", async () => {
  const shown = await showView(NumberView, { props: { step: 0.1, maximum: 1 }, value: 0.2, label: "Noise" });
  const more = shown.screen.getByRole("button", { name: "Increase Noise" });
  await userEvent.click(more);
  expect(shown.value()).toBe(0.3);
  await userEvent.click(shown.screen.getByRole("spinbutton"));
  await userEvent.keyboard("{ArrowDown}");
  expect(shown.value()).toBe(0.2);
  await userEvent.click(more);
  expect(shown.value()).toBe(0.3);
});

test("an output is its number, and both modes are accessible", async () => {
  const input = await showView(NumberView, { props: {}, value: 24 });
  await expectAccessible();
  await input.screen.unmount();
  const { screen } = await showView(NumberView, { props: {}, value: 0, mode: "output" });
  await expect.element(screen.getByText("0")).toBeVisible();
  await expectAccessible();
});
