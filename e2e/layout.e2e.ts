import { fileURLToPath } from "node:url";
import type { Browser, Locator, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { families, openFontBrowser } from "./font-browser.ts";
import { layoutProblems } from "./layout-problems.ts";
import { views } from "./layout-views.ts";
import { lookAt, shot, visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

/** A way to read a page that changes how wide all is. */
interface Way {
  readonly family: keyof typeof families;
  readonly size: "" | "200%";
  readonly direction: "ltr" | "rtl";
}

/** The widest and the narrowest face in every way, the common one with small and with large text. */
const ways: readonly Way[] = (["dejavu-sans", "inter", "archivo-narrow"] as const).flatMap((family) =>
  (family === "inter" ? (["ltr"] as const) : (["ltr", "rtl"] as const)).flatMap((direction) =>
    (["", "200%"] as const).map((size) => ({ family, size, direction })),
  ),
);

/** Shows a page in one way, once it has been drawn so. */
function read(page: Page, { family, size, direction }: Way): Promise<void> {
  const given = { face: families[family], size, direction };
  return page.evaluate(async ({ face, size: fontSize, direction: dir }) => {
    const sheet = document.querySelector("#face") ?? document.head.appendChild(document.createElement("style"));
    sheet.id = "face";
    sheet.textContent = `*, ::before, ::after, ::placeholder, ::file-selector-button { font-family: "${face}" !important }`;
    document.documentElement.style.fontSize = fontSize;
    document.documentElement.dir = dir;
    // What follows the size of a box is called within the next frame, after layout.
    await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  }, given);
}

const threeGpus = "../examples/three-gpus.ts";
const scripts = new Map<string, RunningScript>();
beforeAll(async () => {
  await Promise.all(
    [...new Set([...views.map(({ script }) => script), "apps/long-result.ts", threeGpus])].map(async (script) => {
      const environment = { SECONDS_A_CALL: "600" };
      scripts.set(script, await startScript(["--import", "tsx", folder(script)], folder("apps"), environment));
    }),
  );
});
afterAll(() => Promise.all([...scripts.values()].map((script) => script.stop())));

/** One that knows all faces, and one that knows the widest alone, where no page is read in another. */
let faces: Browser;
let browser: Browser;
beforeAll(async () => {
  faces = await openFontBrowser("dejavu-sans", "inter", "archivo-narrow");
  browser = await openFontBrowser("dejavu-sans");
});
afterAll(async () => {
  await faces?.close();
  await browser?.close();
});

test("the three faces are a wide, a common and a narrow one, in each of which Chinese characters are square", async () => {
  const page = await faces.newPage();
  onTestFinished(() => page.close());
  await page.setContent('<span style="font-size: 20px">Weigh this paper</span><br><b style="font-size: 20px">世界</b>');
  const widths: number[] = [];
  for (const family of ["dejavu-sans", "inter", "archivo-narrow"] as const) {
    await read(page, { family, size: "", direction: "ltr" });
    const [words, square] = await boxes(page.locator("span"), page.locator("b"));
    widths.push(words!.width);
    expect(square!.width).toBeCloseTo(40);
  }
  expect(widths[0]! / widths[1]!).toBeGreaterThan(1.05);
  expect(widths[1]! / widths[2]!).toBeGreaterThan(1.2);
});

test.each(views.map((view) => ({ ...view, at: `${view.script}${view.path ?? ""}` })))(
  "$at: nothing is cut off or beside the screen in any face, size of text or direction",
  async ({ script, path = "", open, at }) => {
    const page = await faces.newPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    onTestFinished(() => page.close());
    await page.goto(`${url(script)}/${path}`);
    await open(page);
    const found: string[] = [];
    for (const width of [1280, 768, 390, 320]) {
      await page.setViewportSize({ width, height: 900 });
      for (const way of ways) {
        await read(page, way);
        const where = [width, ...Object.values(way)].filter(Boolean).join(" ");
        found.push(...(await layoutProblems(page)).map((problem) => `${where}: ${problem}`));
        await shot(page, `${at} ${where}`.replaceAll(/\W+/g, "-"));
      }
    }
    // A run that is left alone holds the one slot.
    for (const stop of await page.locator(".run.stop").all()) await stop.click();
    expect(found).toEqual([]);
  },
);

const boxes = (...of: Locator[]) => Promise.all(of.map(async (one) => (await one.boundingBox())!));
const url = (script: string): string => scripts.get(script)!.url;

test("columns of a row stand beside each other, a prose's heading comes next below the title", async () => {
  const page = await visit(browser, url("apps/rows.ts"), {}, "Go");
  const [name, agree, badge] = await boxes(
    page.getByRole("textbox", { name: "Name" }),
    page.getByRole("checkbox", { name: "I agree" }),
    page.getByRole("region", { name: "Badge" }),
  );
  expect(name!.x + name!.width).toBeLessThan(agree!.x);
  expect(agree!.x + agree!.width).toBeLessThan(badge!.x);
  await lookAt(page, "rows");
});

test("three Interfaces in a row tell a visitor's place, and take back a call, where each has a third of the page", async () => {
  const pages = await Promise.all([1, 2, 3, 4].map(() => visit(browser, url(threeGpus), {}, "Submit")));
  for (const page of pages) await page.getByRole("textbox", { name: "Prompt" }).fill("fox");
  for (const page of pages.slice(0, 3)) {
    await button(page, "Submit Ctrl ↵").first().click();
    await page.getByText("Running").first().waitFor();
  }
  const last = pages[3]!;
  await button(last, "Submit Ctrl ↵").first().click();
  const status = last.locator(".status");
  await status.getByText("Position 1 of 1").waitFor();
  for (const [width, size] of [
    [1280, ""],
    [1024, ""],
    [1280, "200%"],
  ] as const) {
    await last.setViewportSize({ width, height: 900 });
    await last.locator("html").evaluate((root, given) => (root.style.fontSize = given), size);
    expect(await layoutProblems(last)).toEqual([]);
    const [words, cancel, panel] = await boxes(
      status.getByText("Position 1 of 1"),
      status.getByRole("button", { name: "Cancel" }),
      last.locator(".case").first(),
    );
    expect(cancel!.x + cancel!.width).toBeLessThanOrEqual(panel!.x + panel!.width);
    expect(words!.x).toBeGreaterThanOrEqual(panel!.x);
    expect(words!.x + words!.width <= cancel!.x || words!.y + words!.height <= cancel!.y).toBe(true);
  }
  await button(last, "Cancel").click();
  for (const page of pages.slice(0, 3)) await button(page, "Stop").click();
});

/** Whether all of something is on the screen. */
async function isInSight(of: Locator): Promise<boolean> {
  return of.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return top >= 0 && bottom <= innerHeight;
  });
}

test("beside a long form the result comes into sight, and beside long results Submit stays there", async () => {
  const page = await visit(browser, url("apps/hard-text.ts"), {}, "Submit");
  await page
    .locator(".field")
    .last()
    .evaluate((element) => element.scrollIntoView({ block: "center" }));
  expect(await page.evaluate(() => scrollY)).toBeGreaterThan(900);
  const submit = page.locator(".run");
  await submit.click();
  await page.locator(".took").waitFor();
  expect(await isInSight(page.locator(".out-head").first())).toBe(true);
  const short = await visit(browser, url("apps/long-result.ts"));
  await short.getByRole("button", { name: "Submit" }).click();
  await short.getByText("line 400").waitFor();
  await short.mouse.wheel(0, 3_000);
  await expect.poll(() => short.evaluate(() => scrollY)).toBeGreaterThan(900);
  expect(await isInSight(short.getByRole("button", { name: "Submit" }))).toBe(true);
});

test("a column of a Markdown table stands where its author put it, its words are whole, and code is copied", async () => {
  const page = await visit(browser, url("apps/hard-text.ts"), { viewport: { width: 390, height: 900 } }, "Submit");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const header = page.locator("th").filter({ hasText: /^Number$/ });
  const look = await header.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    return [getComputedStyle(element).textAlign, range.getClientRects().length];
  });
  expect(look).toEqual([expect.stringMatching("right"), 1]);
  await button(page, "Copy").click();
  await button(page, "Copied").click();
  // A second click while it says so does not make it say so for ever.
  await button(page, "Copy").waitFor();
  await expect.poll(() => button(page, "Copied").count()).toBe(0);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^(\w|ä)+ (\w|ä)+\n$/);
});

/** The colours of a track near its left and its right end. */
async function coloursOf(slider: Locator): Promise<number[][]> {
  const { data, info } = await sharp(await slider.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const middle = Math.floor(info.height / 2) * info.width;
  return [0.1, 0.9].map((share) => {
    const at = (middle + Math.floor(info.width * share)) * 3;
    return [...data.subarray(at, at + 3)];
  });
}

test("from right to left: a slider fills from the right, a time reads as a time, code stays code", async () => {
  const page = await visit(browser, url("apps/components.ts"));
  await page.locator("html").evaluate((root) => root.setAttribute("dir", "rtl"));
  const slider = page.getByRole("slider");
  const [fromRight, toLeft] = [
    await coloursOf(slider),
    await page
      .locator("html")
      .evaluate((root) => root.removeAttribute("dir"))
      .then(() => coloursOf(slider)),
  ];
  expect(fromRight).toEqual(toLeft.toReversed());
  expect(fromRight[0]).not.toEqual(fromRight[1]);
  await page.locator("html").evaluate((root) => root.setAttribute("dir", "rtl"));
  await page.getByRole("button", { name: "Submit" }).click();
  const took = page.locator(".took");
  await took.waitFor();
  expect(await took.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  const score = page.locator("bdi", { hasText: "%" }).first();
  expect(await score.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  const json = page.getByRole("region", { name: "Heard" }).getByText('"Green"').first();
  expect(await json.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
});
