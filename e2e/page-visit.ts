import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { layoutProblems } from "./layout-problems.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What a page did that no page should do: errors in its console, requests to other hosts. */
const complaints = new WeakMap<Page, string[]>();

/**
 * Opens a page in a fresh profile that is closed at the test's end; the test fails for console errors and foreign
 * requests. The page is there once the button named `ready` is.
 */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  ready = "Submit",
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const found: string[] = [];
  complaints.set(page, found);
  const { host } = new URL(url);
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") found.push(message.text());
  });
  page.on("pageerror", (error) => found.push(String(error)));
  page.on("request", (request) => {
    const to = new URL(request.url());
    if (/^(http|ws)/.test(to.protocol) && to.host !== host) found.push(`request to ${to.href}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(found).toEqual([]);
  });
  await page.goto(url);
  await page.getByRole("button", { name: ready }).first().waitFor();
  return page;
}

/** Problems that axe finds with the page as it is now, one line each. */
async function axeProblems(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
    });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** Keeps a picture of the page for a person to look at, where SHOTS names a folder. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env["SHOTS"];
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

/** Looks at a state by axe and for what cannot be seen, in both themes, on a desk and on a phone. */
export async function lookAt(page: Page, name: string): Promise<void> {
  const found: string[] = [];
  const seen = page.viewportSize()!;
  for (const width of [1280, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(...(await layoutProblems(page)).map((problem) => `${width} px: ${problem}`));
    if (width === 320) continue;
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await shot(page, `${name}-${width === 390 ? "m" : "d"}-${colorScheme}`);
      found.push(...(await axeProblems(page)).map((problem) => `${width} px, ${colorScheme}: ${problem}`));
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize(seen);
  expect(found, name).toEqual([]);
}
