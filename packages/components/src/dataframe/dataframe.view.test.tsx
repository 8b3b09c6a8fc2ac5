import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import DataframeView from "./dataframe.view.tsx";

test("an output is a table with headers; its cells are text and nothing else", async () => {
  const value = {
    headers: ["name", "age"],
    data: [
      ["<b>Ada</b>", 36],
      [null, true],
    ],
  };
  const { screen } = await showView(DataframeView, { props: { show_row_numbers: true }, value, mode: "output" });
  await expect.element(screen.getByRole("columnheader", { name: "age" })).toBeVisible();
  await expect.element(screen.getByRole("cell", { name: "<b>Ada</b>" })).toBeVisible();
  await expect.element(screen.getByRole("cell", { name: "true" })).toBeVisible();
  expect(screen.getByRole("textbox").elements()).toEqual([]);
  await expectAccessible();
});

test("a very long table is cut, and says so", async () => {
  const value = { headers: ["n"], data: Array.from({ length: 1500 }, (_, index) => [index]) };
  const { screen } = await showView(DataframeView, { props: {}, value, mode: "output" });
  await expect.element(screen.getByText("The first 1000 of 1500 rows are shown.")).toBeVisible();
});

test("an input starts blank, and its cells become what their columns hold", async () => {
  const props = {
    headers: ["name", "age", "in"],
    datatype: ["str", "number", "bool"],
    row_count: [1, "dynamic"],
  } as const;
  const shown = await showView(DataframeView, { props, value: null, label: "People" });
  expect(shown.value()).toBe(null);
  await userEvent.click(shown.screen.getByText("People"));
  await userEvent.keyboard("Ada");
  await userEvent.tab();
  await userEvent.keyboard("36.50");
  await userEvent.tab();
  await userEvent.keyboard(" ");
  expect(shown.value()).toEqual({ headers: ["name", "age", "in"], data: [["Ada", 36.5, true]] });
  await expectAccessible();
});

test("rows are added and taken out; a locked table takes nothing", async () => {
  const value = { headers: ["a"], data: [["1"], ["2"]] };
  const shown = await showView(DataframeView, { props: {}, value });
  await userEvent.click(shown.screen.getByRole("button", { name: "Add a row" }));
  await userEvent.click(shown.screen.getByRole("button", { name: "Remove row 1" }));
  expect(shown.value()?.data).toEqual([["2"], [""]]);
  await shown.screen.unmount();
  const locked = await showView(DataframeView, { props: { interactive: false }, value });
  await expect.element(locked.screen.getByRole("textbox", { name: "a, row 1" })).toBeDisabled();
  expect(locked.screen.getByRole("button").elements()).toEqual([]);
});
