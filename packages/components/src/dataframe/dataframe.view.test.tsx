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

const long = { headers: ["n", "word"], data: Array.from({ length: 50_000 }, (_, index) => [index, `w${index}`]) };

test("of a very long table the rows in sight are drawn, and the last can be reached", async () => {
  const { screen } = await showView(DataframeView, { props: { show_row_numbers: true }, value: long, mode: "output" });
  const table = screen.getByRole("table");
  await expect.element(table).toHaveAttribute("aria-rowcount", "50001");
  await expect.element(screen.getByRole("cell", { name: "w0", exact: true })).toBeVisible();
  expect(screen.getByRole("row").elements().length).toBeLessThan(80);
  const scroller = screen.getByRole("group").element();
  scroller.scrollTop = scroller.scrollHeight;
  await expect.element(screen.getByRole("cell", { name: "w49999" })).toBeVisible();
  await expect.element(screen.getByRole("row", { name: /w49999/ })).toHaveAttribute("aria-rowindex", "50001");
  expect(screen.getByRole("row").elements().length).toBeLessThan(80);
  await expectAccessible();
});

test("a very long table is edited as a short one is, and what is edited stays while it is out of sight", async () => {
  const props = { headers: ["n", "word"], datatype: ["number", "str"] };
  const shown = await showView(DataframeView, { props, value: long, label: "Words" });
  expect(shown.screen.getByRole("textbox").elements().length).toBeLessThan(160);
  const cell = shown.screen.getByRole("textbox", { name: "n, row 3", exact: true });
  await userEvent.fill(cell, "7.50");
  const scroller = cell.element().closest("div")!;
  scroller.scrollTop = 100_000;
  await expect.element(shown.screen.getByRole("textbox", { name: /^word, row 2[0-9]{3}$/ }).first()).toBeVisible();
  expect(document.activeElement).toBe(cell.element());
  await userEvent.tab();
  expect(shown.value()?.data[2]).toEqual([7.5, "w2"]);
  expect(shown.value()?.data).toHaveLength(50_000);
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
