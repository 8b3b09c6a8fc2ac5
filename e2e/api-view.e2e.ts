import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;
let kitchen: RunningScript;
let simple: RunningScript;

const start = (name: string) => startScript(["--import", "tsx", name], apps);

beforeAll(async () => {
  [browser, kitchen, simple] = await Promise.all([openBrowser(), start("api-kitchen.ts"), start("states.ts")]);
});
afterAll(async () => {
  await browser?.close();
  await kitchen?.stop();
  await simple?.stop();
});

const endpoint = (page: Page, name: string) => page.getByRole("region", { name: `POST /${name}` });
const drawer = (page: Page) => page.getByRole("dialog", { name: "Use via API" });
const link = (page: Page) => page.getByRole("link", { name: "Use via API" });

async function openDocumentation(): Promise<Page> {
  const page = await visit(browser, `${kitchen.url}/?view=api`, {}, "Call");
  return page;
}

test("lists the public endpoints in order, and no other", async () => {
  const page = await openDocumentation();
  const names = await page.getByRole("heading", { level: 2 }).allInnerTexts();
  expect(names.map((text) => text.replaceAll(/\s+/g, " "))).toEqual(["POST /order", "POST /weigh", "POST /count"]);
  await endpoint(page, "order").getByText("Takes an order.").waitFor();
  const values = await endpoint(page, "order").locator("dl > div").allInnerTexts();
  expect(values.map((text) => text.replaceAll(/\s+/g, " "))).toEqual([
    "note string default set",
    "amount number, 2 to 9 required",
    "size number, 1 to 10 default 3",
    "hot boolean default false",
    `drink "tea" | "café 'noir'" · Choice of drink required`,
    "class string optional",
    "said string",
    "order any JSON",
  ]);
  expect(await page.getByRole("main").innerText()).not.toMatch(/unlisted|secret/);
  await lookAt(page, "api-page");
});

test("a call from the form shows its answer", async () => {
  const page = await openDocumentation();
  const form = endpoint(page, "order").getByRole("form");
  await form.getByRole("textbox", { name: "note" }).fill("hello");
  // As on the page.
  expect(await form.getByRole("checkbox", { name: "hot" }).isChecked()).toBe(false);
  await form.getByRole("combobox", { name: "drink" }).selectOption("café 'noir'");
  await form.getByRole("button", { name: "Call" }).click();
  const answer = form.getByRole("group", { name: "Answer" });
  expect(JSON.parse(await answer.innerText())).toEqual({
    data: { said: "hello", order: { amount: 2, size: 3, hot: false, drink: "café 'noir'" } },
  });
  await form.getByText("200", { exact: true }).waitFor();
  await lookAt(page, "api-answer");
});

test("what was wrong with a call stands in its answer", async () => {
  // A page of its own: the browser reports each refused request on the console.
  const page = await browser.newPage();
  await page.goto(`${kitchen.url}/?view=api`);
  const form = endpoint(page, "order").getByRole("form");
  await form.getByRole("textbox", { name: "amount" }).fill("99");
  await form.getByRole("button", { name: "Call" }).click();
  await form.getByText("422", { exact: true }).waitFor();
  const answer = await form.getByRole("group", { name: "Answer" }).innerText();
  expect(JSON.parse(answer)).toMatchObject({ status: 422, fields: [{ name: "amount" }] });
  await page.close();
});

test("a file of the form is sent with the call", async () => {
  const page = await openDocumentation();
  const form = endpoint(page, "weigh").getByRole("form");
  const sample = fileURLToPath(new URL("samples/0-1.png", import.meta.url));
  await form.getByLabel("paper").setInputFiles({ name: "p.txt", mimeType: "text/plain", buffer: Buffer.from("abc") });
  await form.getByLabel("photo").setInputFiles(sample);
  await form.getByRole("button", { name: "Call" }).click();
  expect(JSON.parse(await form.getByRole("group", { name: "Answer" }).innerText())).toEqual({
    data: { sizes: { bytes: 3, width: 28, height: 28 } },
  });
});

test("the tab that was chosen is remembered, and arrows go from tab to tab", async () => {
  const page = await openDocumentation();
  const tab = (name: string) => page.getByRole("tab", { name, exact: true, selected: true });
  await tab("TypeScript").focus();
  await page.keyboard.press("ArrowRight");
  await tab("JavaScript").waitFor();
  await page.keyboard.press("End");
  await tab("curl").waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("curl");
  await page.reload();
  await tab("curl").waitFor();
});

test("a snippet can be copied", async () => {
  const page = await openDocumentation();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const section = endpoint(page, "count");
  await section.getByRole("button", { name: "Copy" }).first().click();
  await section.getByRole("button", { name: "Copied" }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe(await section.getByRole("group", { name: "TypeScript" }).innerText());
});

test("the drawer takes the page's values, and goes by Escape, its button and the way back", async () => {
  const page = await visit(browser, simple.url);
  await page.getByRole("textbox", { name: "Text" }).fill("of the page");
  for (const close of ["escape", "button", "back"]) {
    await link(page).click();
    await drawer(page).getByText('"of the page"').waitFor();
    expect(new URL(page.url()).search).toBe("?view=api");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Use via API");
    if (close === "escape") await page.keyboard.press("Escape");
    else if (close === "back") await page.goBack();
    else await drawer(page).getByRole("button", { name: "Close" }).click();
    await drawer(page).waitFor({ state: "detached" });
    await page.waitForURL((url) => url.search === "");
  }
  expect(await page.getByRole("textbox", { name: "Text" }).inputValue()).toBe("of the page");
});

test("the drawer keeps the focus and is without fault", async () => {
  const page = await visit(browser, simple.url);
  await link(page).click();
  await drawer(page).getByRole("button", { name: "Call" }).waitFor();
  await page.keyboard.press("Shift+Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("form.case, .foot, .side-in"))).toBeNull();
  await lookAt(page, "api-drawer");
});

test("the documentation opens in a tab of its own", async () => {
  const page = await visit(browser, simple.url);
  const other = page.context().waitForEvent("page");
  await link(page).click({ modifiers: ["Control"] });
  const tab = await other;
  await tab.getByRole("heading", { level: 1, name: "States API" }).waitFor();
  await tab.getByRole("link", { name: "Open the app" }).click();
  await tab.getByRole("button", { name: "Submit" }).waitFor();
});

test("an app of several functions lists all of them in its drawer", async () => {
  const page = await visit(browser, kitchen.url, {}, "Theme");
  await link(page).click();
  await drawer(page).getByRole("heading", { level: 3, name: "POST /count" }).waitFor();
  expect(await drawer(page).getByRole("heading", { level: 3 }).count()).toBe(3);
});
