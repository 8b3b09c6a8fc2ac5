import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import CodeView from "./code.view.tsx";

test("an output is the text itself, with its language and line numbers", async () => {
  const value = '<script>alert("1")</script>\n\tb\n';
  const { screen } = await showView(CodeView, { props: { language: "html" }, value, mode: "output" });
  await expect.element(screen.getByText("html", { exact: true })).toBeVisible();
  expect(screen.container.querySelector("code")?.textContent).toBe(value);
  expect(screen.container.querySelector("pre > span")?.textContent).toBe("1\n2");
  await userEvent.tab();
  expect(document.activeElement?.tagName).toBe("PRE");
  await expectAccessible();
});

test("an input takes text; Ctrl with Enter submits, Enter does not", async () => {
  const shown = await showView(CodeView, { props: { lines: 3, max_lines: 8 }, value: null, label: "Query" });
  await userEvent.click(shown.screen.getByRole("textbox", { name: "Query" }));
  await userEvent.keyboard("a{Enter}b");
  expect(shown.value()).toBe("a\nb");
  expect(shown.onEvent).not.toHaveBeenCalled();
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("submit");
  await expectAccessible();
});
