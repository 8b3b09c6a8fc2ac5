import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { families, openFontBrowser } from "./font-browser.ts";
import { layoutProblems } from "./layout-problems.ts";
import { type RunningScript, startScript } from "./script.ts";

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** A page, and what brings it into the state that is looked at. */
interface View {
  readonly script: string;
  readonly path?: string;
  readonly open: (page: Page) => Promise<void>;
}

const views: readonly View[] = [
  {
    script: "apps/hard-text.ts",
    open: async (page) => {
      await page.locator(".run").click();
      await page.locator(".took").waitFor();
      await page.locator(".toast").waitFor();
    },
  },
  {
    script: "apps/components.ts",
    open: async (page) => {
      await page.getByRole("button", { name: "Submit" }).click();
      await page.locator(".took").waitFor();
    },
  },
  {
    script: "apps/rows.ts",
    open: async (page) => {
      await page.getByRole("textbox", { name: "Name" }).fill("Ada");
      await button(page, "Go").click();
      await page.locator(".took").waitFor();
    },
  },
  { script: "apps/blocks.ts", open: (page) => button(page, "Greet").waitFor() },
  {
    script: "apps/states.ts",
    open: async (page) => {
      await page.getByRole("combobox", { name: "Act" }).selectOption("progress");
      await page.getByRole("textbox", { name: "Text" }).fill("word");
      await page.getByRole("spinbutton", { name: "Amount" }).fill("2");
      await page.getByRole("button", { name: "Submit" }).click();
      await page.getByText("3 of 5 steps", { exact: true }).waitFor();
    },
  },
  {
    script: "apps/chat.ts",
    open: async (page) => {
      await page.getByRole("textbox").fill("Say this");
      await page.getByRole("textbox").press("Enter");
      await page.getByText("before: Say this").waitFor();
    },
  },
  { script: "apps/api-kitchen.ts", path: "?view=api", open: (page) => button(page, "Call").first().waitFor() },
  { script: "apps/monitored.ts", path: "?view=monitor", open: (page) => button(page, "Apply").first().waitFor() },
  { script: "apps/login.ts", open: (page) => button(page, "Sign in").waitFor() },
];

/** Ways to read a page that change how wide all is: as it comes, with text twice as large, from right to left. */
const modes: readonly (readonly [name: string, change: (root: HTMLElement) => void])[] = [
  ["plain", () => {}],
  ["200 % text", (root) => void (root.style.fontSize = "200%")],
  ["right to left", (root) => void (root.dir = "rtl")],
];

const scripts = new Map<string, RunningScript>();
beforeAll(async () => {
  await Promise.all(
    views.map(async ({ script }) => {
      scripts.set(script, await startScript(["--import", "tsx", folder(script)], folder("apps")));
    }),
  );
});
afterAll(() => Promise.all([...scripts.values()].map((script) => script.stop())));

test.each(families)("nothing is cut off or beside the screen with the fonts of %s", async (family) => {
  const browser = await openFontBrowser(family);
  onTestFinished(() => browser.close());
  const found: string[] = [];
  for (const { script, path = "", open } of views) {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    await page.goto(`${scripts.get(script)!.url}/${path}`);
    await open(page);
    // What is too narrow to stretch anything is narrow in each mode.
    for (const [mode, change] of family === "archivo-narrow" ? modes.slice(0, 1) : modes) {
      await page.locator("html").evaluate((root) => root.removeAttribute("style"));
      await page.locator("html").evaluate(change);
      for (const width of [1280, 768, 390, 320]) {
        await page.setViewportSize({ width, height: 900 });
        const where = `${script}${path}, ${mode}, ${width} px`;
        found.push(...(await layoutProblems(page)).map((problem) => `${where}: ${problem}`));
        const { SHOTS: shots } = process.env;
        if (shots)
          await page.screenshot({ path: `${shots}/${family} ${where.replaceAll(/\W+/g, "-")}.png`, fullPage: true });
      }
    }
    // A run that is left alone holds the one slot.
    for (const stop of await page.locator(".run.stop").all()) await stop.click();
    await page.close();
  }
  expect(found).toEqual([]);
});
