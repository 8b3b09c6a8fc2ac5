import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;
let script: RunningScript;

beforeAll(async () => {
  [browser, script] = await Promise.all([openBrowser(), startScript(["--import", "tsx", "filled.ts"], apps)]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
});

/** Lets a file hang over an element, and drops it; gives whether the browser was kept from leaving the page for it. */
function dropFile(page: Page, selector: string): Promise<boolean> {
  return page.evaluate(async (place) => {
    const target = document.querySelector(place)!;
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["hello"], "hello.txt", { type: "text/plain" }));
    const send = (kind: string) =>
      target.dispatchEvent(new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true }));
    send("dragenter");
    // A pointer takes longer than the code that this loads.
    while (send("dragover")) await new Promise(requestAnimationFrame);
    return !send("drop");
  }, selector);
}

test("every component shows the value that it begins with, as an input and as an output, in both themes", async () => {
  const page = await visit(browser, `${script.url}?app=filled`);
  await lookAt(page, "filled-idle");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("done", { exact: true }).waitFor();
  await lookAt(page, "filled-done");
  expect(await page.getByText("hunter2").count()).toBe(0);
});

test("a file that is dropped beside the only place for it goes there, and never replaces the page", async () => {
  const page = await visit(browser, script.url);
  expect(await dropFile(page, "header, h1, body")).toBe(true);
  await page.getByText("hello.txt").first().waitFor();
});
