import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import TextboxView from "./textbox.view.tsx";

test("Enter submits one line, and Shift with Enter breaks it", async () => {
  const shown = await showView(TextboxView, { props: { lines: 1 }, value: null, label: "Prompt" });
  await userEvent.click(shown.screen.getByRole("textbox", { name: "Prompt" }));
  await userEvent.keyboard("a{Shift>}{Enter}{/Shift}b{Enter}");
  expect(shown.value()).toBe("a\nb");
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("submit");
});

test("in several lines Enter breaks the line, and Ctrl with Enter submits", async () => {
  const shown = await showView(TextboxView, { props: { lines: 3 }, value: "", label: "Prompt" });
  await userEvent.click(shown.screen.getByRole("textbox", { name: "Prompt" }));
  await userEvent.keyboard("a{Enter}");
  expect(shown.onEvent).not.toHaveBeenCalled();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(shown.value()).toBe("a\n");
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("submit");
});

test("a password is hidden, a text ends at its greatest length, a locked one takes nothing", async () => {
  const secret = await showView(TextboxView, { props: { type: "password", max_length: 3 }, value: null });
  const field = secret.screen.getByLabelText("Amount");
  await expect.element(field).toHaveAttribute("type", "password");
  await userEvent.type(field, "secret");
  expect(secret.value()).toBe("sec");
  await secret.screen.unmount();

  const locked = await showView(TextboxView, { props: { interactive: false }, value: "set by the demo" });
  await expect.element(locked.screen.getByRole("textbox")).toBeDisabled();
});

test("grows with its text, up to its greatest number of lines", async () => {
  const shown = await showView(TextboxView, { props: { lines: 1, max_lines: 3 }, value: "one" });
  const field = shown.screen.getByRole("textbox").element() as HTMLTextAreaElement;
  // What the page's sheet gives every field.
  field.style.cssText += "field-sizing: content; box-sizing: border-box; --ctl: 40px; --l-md: 24px; line-height: 24px";
  expect(field.offsetHeight).toBe(40);
  await shown.setValue("one\ntwo");
  expect(field.offsetHeight).toBeGreaterThan(40);
  await shown.setValue("one\ntwo\nthree\nfour\nfive\nsix");
  expect(field.offsetHeight).toBe(88);
});

test("the Enter that confirms a word of an input method submits nothing", async () => {
  const shown = await showView(TextboxView, { props: {}, value: "にほん" });
  const field = shown.screen.getByRole("textbox").element();
  const press = (more: KeyboardEventInit) =>
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true, ...more }));
  press({ isComposing: true });
  // Safari's, once the composition is over.
  press({ keyCode: 229 });
  expect(shown.onEvent).not.toHaveBeenCalled();
  press({ keyCode: 13 });
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("submit");
});

test("a password that a function gives is not shown, nor how long it is", async () => {
  const { screen } = await showView(TextboxView, { props: { type: "password" }, value: "hunter2", mode: "output" });
  await expect.element(screen.getByText("A password, not shown")).toBeInTheDocument();
  expect(screen.container.textContent).not.toContain("hunter2");
  expect(screen.container.querySelector("p")!.textContent).toContain("••••••••");
  await expectAccessible();
});

test("an output is plain text, and both modes are accessible", async () => {
  const input = await showView(TextboxView, { props: { placeholder: "Ada" }, value: null });
  await expectAccessible();
  await input.screen.unmount();
  const { screen } = await showView(TextboxView, { props: {}, value: "A fox", mode: "output" });
  await expect.element(screen.getByText("A fox")).toBeVisible();
  expect(screen.getByRole("textbox").elements()).toEqual([]);
  await expectAccessible();
});
