import { Suspense } from "react";
import { expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import { loadMarkdown, preloadView, views } from "./views.ts";

const rest = {
  id: "it",
  labelId: "it-label",
  describedBy: undefined,
  label: "Text",
  props: {},
  value: "hello",
  mode: "output",
  invalid: false,
  generating: false,
  onChange() {},
  onProblem() {},
  onEvent() {},
  files: { url: () => "", upload: () => Promise.reject(new Error("No.")), maxSize: null, maxCount: 1 },
} as const;

test("a view that was loaded before is drawn without the fallback", async () => {
  await preloadView("textbox");
  const Textbox = views["textbox"]!;
  const waiting = vi.fn<() => null>(() => null);
  const Waiting = waiting;
  const screen = await render(
    <Suspense fallback={<Waiting />}>
      <Textbox {...rest} />
    </Suspense>,
  );
  await expect.element(screen.getByText("hello")).toBeVisible();
  expect(waiting).not.toHaveBeenCalled();
});

test("a view that was not is loaded when it is drawn, and a kind without one is none", async () => {
  const Label = views["label"]!;
  const screen = await render(
    <Suspense fallback={<p>Wait</p>}>
      <Label {...rest} value={{ label: "lynx" }} />
    </Suspense>,
  );
  await expect.element(screen.getByText("lynx")).toBeVisible();
  expect(views["nothing"]).toBe(undefined);
  await preloadView("nothing");
});

test("what the page says of an app is Markdown whose headings stand under the title, and a broken link breaks nothing", async () => {
  const { renderMarkdown } = await loadMarkdown();
  const html = renderMarkdown("# How\n\n[to](http://[)", { lineBreaks: false, below: 1 });
  expect(html).toContain("<h2>How</h2>");
  expect(html).toContain(">to</a>");
});
