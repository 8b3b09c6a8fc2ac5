import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt } from "./page-visit.ts";
import { startProxy } from "./plain-proxy.ts";
import { startScript, type RunningScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Starts the app, on the port of one that has ended. */
async function start(kind: string, port = "0"): Promise<RunningScript> {
  const script = await startScript(["--import", "tsx", "changing.ts"], apps, { KIND: kind, VITRINE_PORT: port });
  onTestFinished(async () => {
    script.child.kill("SIGKILL");
    await script.stop();
  });
  return script;
}

/** What `tsx watch` does on a save: ends the app, starts it as it is now, and the page comes back by itself. */
async function restart(page: Page, script: RunningScript, kind: string): Promise<RunningScript> {
  script.child.kill("SIGKILL");
  await script.stop();
  await page.getByText("Connection lost.").first().waitFor();
  const next = await start(kind, new URL(script.url).port);
  await button(page, "Try now")
    .click({ timeout: 2_000 })
    .catch(() => {});
  await page.getByText("Connection lost.").first().waitFor({ state: "detached" });
  return next;
}

async function open(url: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

const button = (page: Page, name: string) => page.getByRole("button", { name });
const box = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const banner = (page: Page) => page.getByRole("region", { name: "App", exact: true });
const result = (page: Page) => page.getByRole("region", { name: "Result" });

async function fill(page: Page): Promise<void> {
  await box(page, "Text").fill("hello");
  await box(page, "Style").fill("plain");
}

async function reload(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent("load"), banner(page).getByRole("button", { name: "Reload" }).click()]);
  await button(page, "Submit").waitFor();
}

test("an app that changed while its page is open", { timeout: 180_000 }, async () => {
  let script = await start("first");
  const page = await open(script.url);
  await fill(page);

  // The same page: nothing is said.
  script = await restart(page, script, "quicker");
  await button(page, "Submit").click();
  await result(page).getByText("quicker: hello, plain").waitFor();
  expect(await banner(page).count()).toBe(0);

  // Another look: it is told, and calls go on.
  script = await restart(page, script, "renamed");
  await banner(page).waitFor();
  await button(page, "Submit").click();
  await result(page).getByText("renamed: hello, plain").waitFor();
  await reload(page);
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("More words");
  expect(await banner(page).count()).toBe(0);

  // One input more: nothing is sent until the page is loaded again, which keeps what was given.
  script = await restart(page, script, "added");
  await banner(page).waitFor();
  await button(page, "Submit").click();
  await result(page).getByRole("alert").getByText("This was not sent").waitFor();
  await lookAt(page, "changed-app");
  await reload(page);
  await expect.poll(() => box(page, "Text").inputValue()).toBe("hello");
  await button(page, "Submit").click();
  await result(page).getByText("added: 2, hello, plain").waitFor();

  // One input less.
  await restart(page, script, "removed");
  await reload(page);
  await expect.poll(() => box(page, "Text").inputValue()).toBe("hello");
  expect(await box(page, "Style").count()).toBe(0);
  await button(page, "Submit").click();
  await result(page).getByText("removed: hello").waitFor();
});

test("a run that was asked for while the server was away is not sent to another app", async () => {
  const script = await start("first");
  const page = await open(script.url);
  await fill(page);
  script.child.kill("SIGKILL");
  await script.stop();
  await page.getByText("Connection lost.").first().waitFor();
  await button(page, "Submit").click();
  await result(page).getByText("Held").waitFor();
  await start("other", new URL(script.url).port);
  await result(page).getByRole("alert").getByText("This was not sent").waitFor();
  await Promise.all([page.waitForEvent("load"), result(page).getByRole("button", { name: "Reload" }).click()]);
  await page.getByRole("heading", { level: 1, name: "Another app" }).waitFor();
  // Another kind, and a text that is too long by now.
  expect(await page.getByRole("checkbox", { name: "Text" }).isChecked()).toBe(false);
  expect(await box(page, "Style").inputValue()).toBe("");
});

test("a page without a socket notices, too", async () => {
  const script = await start("first");
  const proxy = await startProxy(script.url);
  const page = await open(proxy.url);
  await fill(page);
  await button(page, "Submit").click();
  await result(page).getByText("first: hello, plain").waitFor();
  expect(proxy.upgrades).not.toEqual([]);
  await restart(page, script, "added");
  await banner(page).waitFor();
  await button(page, "Submit").click();
  await result(page).getByRole("alert").getByText("This was not sent").waitFor();
});
