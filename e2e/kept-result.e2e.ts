import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;
let script: RunningScript;

beforeAll(async () => {
  [browser, script] = await Promise.all([openBrowser(), startScript(["--import", "tsx", "states.ts"], apps)]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
});

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const answer = (page: Page) => page.getByRole("region", { name: "Answer" });

async function run(page: Page, act: string, text = "word"): Promise<void> {
  await page.getByRole("combobox", { name: "Act" }).selectOption(act);
  await page.getByRole("textbox", { name: "Text" }).fill(text);
  await page.getByRole("spinbutton", { name: "Amount" }).fill("2");
  await page.getByRole("button", { name: "Submit" }).click();
}

test("how the last run ended is there after a reload and after the way back, until Clear", async () => {
  const page = await visit(browser, script.url);
  await run(page, "echo");
  await answer(page).getByText("word × 2").waitFor();
  await page.reload();
  await answer(page).getByText("word × 2").waitFor();
  await answer(page)
    .getByText(/^(< )?\d+\.\d s$/)
    .waitFor();
  await page.goto("about:blank");
  await page.goBack();
  await answer(page).getByText("word × 2").waitFor();
  await run(page, "generate", "half");
  await answer(page).getByText("half began").waitFor();
  await button(page, "Stop").click();
  await answer(page)
    .getByText(/Stopped after/)
    .waitFor();
  await page.reload();
  await answer(page)
    .getByText(/Stopped after/)
    .waitFor();
  await answer(page).getByText("half began").waitFor();
  await run(page, "crash");
  const id = await answer(page).getByRole("alert").locator("code").textContent();
  await page.reload();
  await answer(page).getByRole("alert").getByText(id!).waitFor();
  await answer(page).getByText("Previous result").waitFor();
  await button(page, "Clear").click();
  await page.reload();
  await answer(page).getByText("The result appears here.").waitFor();
});
