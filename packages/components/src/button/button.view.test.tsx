import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import ButtonView from "./button.view.tsx";

test("a click and the keyboard tell of it; one that is off keeps the focus and tells nothing", async () => {
  const shown = await showView(ButtonView, { props: { variant: "primary" }, value: "Greet", ownLabel: true });
  const button = shown.screen.getByRole("button", { name: "Greet" });
  await userEvent.click(button);
  button.element().focus();
  await userEvent.keyboard("{Enter}");
  expect(shown.onEvent).toHaveBeenCalledTimes(2);
  await expectAccessible();
  await shown.screen.unmount();
  const off = await showView(ButtonView, { props: { interactive: false }, value: "Greet", ownLabel: true });
  off.screen.getByRole("button", { name: "Greet" }).element().focus();
  await userEvent.keyboard("{Enter}");
  expect(off.onEvent).not.toHaveBeenCalled();
});
