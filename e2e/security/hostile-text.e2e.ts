import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "../chromium.ts";
import { type RunningScript, startScript } from "../script.ts";
import { sameServerAfterEach } from "../same-server.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
const caught: string[] = [];
const trap = createServer((request, response) => {
  caught.push(request.url ?? "");
  response.end();
});
let browser: Browser;
let script: RunningScript;

beforeAll(async () => {
  trap.listen(0, "127.0.0.1");
  await once(trap, "listening");
  const TRAP = `http://127.0.0.1:${(trap.address() as AddressInfo).port}`;
  [browser, script] = await Promise.all([
    openBrowser(),
    startScript(["--import", "tsx", "hostile-text.ts"], apps, { TRAP }),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
  trap.close();
});
sameServerAfterEach(() => script.url);

/** Opens the app; the test fails for a dialog, for another page, and for whatever reached the trap. */
async function open(): Promise<Page> {
  const page = await browser.newPage();
  const dialogs: string[] = [];
  page.on("dialog", (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  onTestFinished(async () => {
    const { host } = new URL(page.url());
    await page.close();
    expect(dialogs).toEqual([]);
    expect(caught).toEqual([]);
    expect(host).toBe(new URL(script.url).host);
  });
  await page.goto(script.url);
  return page;
}

test("markup in titles, labels, hints, choices and values stays text or is cleaned, in every output", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Submit" }).click();
  for (const name of ["Plain", "Markdown", "Html", "Code", "Label", "Json", "Table", "Chat", "Marked"]) {
    const region = page.getByRole("region", { name, exact: true });
    await region.getByText("the first words").or(region.locator("iframe")).first().waitFor();
  }
  await page.waitForLoadState("networkidle");
  for (const frame of page.frames()) {
    expect(
      await frame
        .locator("img[onerror], svg[onload], script[href], iframe[srcdoc*=script], form[action*=form]")
        .count(),
    ).toBe(0);
    expect(await frame.locator('[href^="javascript:"]').count()).toBe(0);
  }
  expect(await page.title()).toContain("<img");
});

test("markup in an author's error and its title stays text", async () => {
  const page = await open();
  await page.getByRole("radio").last().check();
  await page.getByRole("button", { name: "Submit" }).click();
  const alert = page.getByText("<svg onload=").last();
  await alert.waitFor();
  await page.waitForLoadState("networkidle");
  expect(await page.locator("img[onerror], svg[onload]").count()).toBe(0);
});
