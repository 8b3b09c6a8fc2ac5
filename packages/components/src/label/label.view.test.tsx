import { expect, test } from "vitest";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import LabelView from "./label.view.tsx";

const value = {
  label: "tabby cat",
  confidences: [
    { label: "tabby cat", confidence: 0.8306 },
    { label: "lynx", confidence: 0.1694 },
    { label: "tiger", confidence: 0.00004 },
  ],
};

test("the winner stands first, then every class with its score in words", async () => {
  const { screen } = await showView(LabelView, { props: {}, value, mode: "output" });
  await expect.element(screen.getByText("tabby cat").first()).toBeVisible();
  const rows = screen.getByRole("list", { name: "Result" }).getByRole("listitem").elements();
  expect(rows.map((row) => row.textContent)).toEqual(["tabby cat83.1 %", "lynx16.9 %", "tiger< 0.1 %"]);
  await expectAccessible();
});

test("a bar is as long as its score", async () => {
  const { screen } = await showView(LabelView, { props: {}, value, mode: "output" });
  const [winner, second] = [...screen.container.querySelectorAll("i")].map((bar) => bar.getBoundingClientRect().width);
  expect(second! / winner!).toBeCloseTo(0.1694 / 0.8306, 2);
});

test("only the best are shown where a number of them is given", async () => {
  const { screen } = await showView(LabelView, { props: { num_top_classes: 2 }, value, mode: "output" });
  expect(screen.getByRole("listitem").elements()).toHaveLength(2);
});

test("a label without scores is shown alone, among the inputs too", async () => {
  const { screen } = await showView(LabelView, { props: {}, value: { label: "lynx" }, mode: "output" });
  await expect.element(screen.getByText("lynx")).toBeVisible();
  expect(screen.getByRole("list").elements()).toEqual([]);
  await screen.unmount();
  await showView(LabelView, { props: {}, value, mode: "input" });
  await expectAccessible();
});
