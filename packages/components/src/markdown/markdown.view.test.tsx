import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import MarkdownView from "./markdown.view.tsx";

const text = `# Lynx

A **cat** of the [north](https://example.com/lynx).

- [x] ears
- [ ] tail

| a | b |
| - | - |
| 1 | 2 |

\`\`\`js
const a = 1;
\`\`\`
`;

test("formats the text, its headings under the output's name", async () => {
  const { screen } = await showView(MarkdownView, { props: {}, value: text, mode: "output" });
  await expect.element(screen.getByRole("heading", { name: "Lynx", level: 3 })).toBeVisible();
  await expect.element(screen.getByRole("link", { name: "north" })).toHaveAttribute("rel", "noopener noreferrer");
  await expect.element(screen.getByRole("cell", { name: "2" })).toBeVisible();
  await expect.element(screen.getByText("☑ ears")).toBeVisible();
  await expectAccessible();
});

test("hostile text is harmless", async () => {
  const hostile = `<script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">
<a href="javascript:window.hacked=1">click</a> <svg onload="window.hacked=1"><circle/></svg>
<div class="banner" id="it-label" style="position:fixed">over</div><style>body { display: none }</style>
<form action="/steal"><input type="password" name="p"><button>Log in</button></form>
<iframe srcdoc="<script>parent.hacked = 1</script>"></iframe>`;
  const { screen } = await showView(MarkdownView, { props: {}, value: hostile, mode: "output" });
  await expect.element(screen.getByText("over")).toBeVisible();
  const html = screen.container.querySelector(".md")?.innerHTML ?? "";
  expect(html).not.toMatch(/script|onerror|onload|javascript:|class=|style|form|input|button|iframe/i);
  expect(document.querySelectorAll("#it-label").length).toBe(1);
  expect((window as { hacked?: number }).hacked).toBe(undefined);
});

test("under the page's title its headings begin a level higher", async () => {
  const { screen } = await showView(MarkdownView, { props: { below: 1 }, value: text, mode: "output" });
  await expect.element(screen.getByRole("heading", { name: "Lynx", level: 2 })).toBeVisible();
});

test("breaks lines where that is asked for", async () => {
  const { screen } = await showView(MarkdownView, { props: {}, value: "a\nb", mode: "output" });
  expect(screen.container.querySelector("br")).toBe(null);
  await screen.unmount();
  const broken = await showView(MarkdownView, { props: { line_breaks: true }, value: "a\nb", mode: "output" });
  expect(broken.screen.container.querySelector("br")).not.toBe(null);
});

test("an input is written where it starts empty, and shown where it has a value", async () => {
  const shown = await showView(MarkdownView, { props: {}, value: null, label: "Notes" });
  await userEvent.fill(shown.screen.getByRole("textbox", { name: "Notes" }), "# a");
  expect(shown.value()).toBe("# a");
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("submit");
  await expectAccessible();
  await shown.screen.unmount();

  const fixed = await showView(MarkdownView, { props: { value: "**a**" }, value: "**a**", label: "Notes" });
  await expect.element(fixed.screen.getByRole("group", { name: "Notes" })).toHaveTextContent("a");
  expect(fixed.screen.getByRole("textbox").elements()).toEqual([]);
  await expectAccessible();
});
