import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { Choice } from "../view-parts/choice/choice.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import CheckboxGroupView from "./checkboxgroup.view.tsx";

const choices: readonly Choice[] = [
  ["Face", "face"],
  ["Hands", "hands"],
  ["Seven", 7],
];

test("ticked choices are sent in their listed order", async () => {
  const shown = await showView(CheckboxGroupView, { props: { choices }, value: null, label: "Parts" });
  await expect.element(shown.screen.getByRole("group", { name: "Parts" })).toBeVisible();
  await userEvent.click(shown.screen.getByRole("checkbox", { name: "Seven" }));
  await userEvent.click(shown.screen.getByRole("checkbox", { name: "Face" }));
  expect(shown.value()).toEqual(["face", 7]);
  await userEvent.click(shown.screen.getByRole("checkbox", { name: "Seven" }));
  expect(shown.value()).toEqual(["face"]);
});

test("focus on the group goes to the ticked choice", async () => {
  const { screen } = await showView(CheckboxGroupView, { props: { choices }, value: ["hands"], label: "Parts" });
  screen.getByRole("group").element().focus();
  await expect.element(screen.getByRole("checkbox", { name: "Hands" })).toHaveFocus();
});

test("an output lists the words, and both modes are accessible", async () => {
  const input = await showView(CheckboxGroupView, { props: { choices }, value: [] });
  await expectAccessible();
  await input.screen.unmount();
  const { screen, setValue } = await showView(CheckboxGroupView, {
    props: { choices },
    value: ["face", 7],
    mode: "output",
  });
  expect(
    screen
      .getByRole("listitem")
      .elements()
      .map((item) => item.textContent),
  ).toEqual(["Face", "Seven"]);
  await expectAccessible();
  await setValue([]);
  await expect.element(screen.getByText("None")).toBeVisible();
});
