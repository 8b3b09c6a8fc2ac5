import { fileURLToPath } from "node:url";
import { type Browser, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { startRelay } from "./relay.ts";
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
const submitButton = (page: Page) => page.getByRole("button", { name: "Submit" });
const answer = (page: Page) => page.getByRole("region", { name: "Answer" });
const open = new Set<Page>();

async function openPage(url = script.url): Promise<Page> {
  const page = await visit(browser, url);
  open.add(page);
  return page;
}

// A run that is left alone holds the one slot.
afterEach(async () => {
  for (const page of open) {
    if (page.isClosed()) continue;
    const stop = button(page, "Stop");
    if (await stop.isVisible()) {
      await stop.click();
      await submitButton(page).waitFor();
    }
  }
  open.clear();
});

async function fill(page: Page, act: string, text = "word"): Promise<void> {
  await page.getByRole("combobox", { name: "Act" }).selectOption(act);
  await page.getByRole("textbox", { name: "Text" }).fill(text);
  await page.getByRole("spinbutton", { name: "Amount" }).fill("2");
}

async function run(page: Page, act: string, text?: string): Promise<void> {
  await fill(page, act, text);
  await submitButton(page).click();
}

test("an empty page, and a finished run with its time", async () => {
  const page = await openPage();
  expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("States");
  await answer(page).getByText("The result appears here.").waitFor();
  await lookAt(page, "idle");
  await run(page, "echo");
  await answer(page).getByText("word × 2").waitFor();
  await answer(page)
    .getByText(/^(< )?\d+\.\d s$/)
    .waitFor();
  await button(page, "Copy answer").waitFor();
  await lookAt(page, "done");
});

test("a second visitor sees the position, a stop of the first lets it run, and waiting can be stopped too", async () => {
  const [first, second] = [await openPage(), await openPage()];
  await run(first, "wait");
  await answer(first).getByText("Running").waitFor();
  await lookAt(first, "running");
  await run(second, "wait");
  await answer(second).getByText("Position 1 of 1").waitFor();
  await lookAt(second, "queued");
  await button(second, "Stop").click();
  await answer(second).getByText("Stopped before it began").waitFor();
  await submitButton(second).click();
  await answer(second).getByText("Position 1 of 1").waitFor();
  await button(first, "Stop").click();
  await answer(first)
    .getByText(/Stopped after \d/)
    .waitFor();
  await answer(second).getByText("Running").waitFor();
});

test("Submit becomes Stop in its place, and a double click does not stop", async () => {
  const page = await openPage();
  await fill(page, "wait");
  const before = await submitButton(page).boundingBox();
  await submitButton(page).dblclick();
  await button(page, "Stop").waitFor();
  await answer(page).getByText("Running").waitFor();
  const after = await button(page, "Stop").boundingBox();
  expect(after).toEqual(before);
  expect(await answer(page).getByText("Stopped").count()).toBe(0);
});

test("progress is told in words and by a bar", async () => {
  const page = await openPage();
  await run(page, "progress");
  await answer(page).getByText("3 of 5 steps").waitFor();
  const bar = answer(page).getByRole("progressbar");
  expect(await bar.getAttribute("aria-valuetext")).toBe("Denoising, 3 of 5 steps");
  expect(await bar.getAttribute("value")).toBe("3");
  await lookAt(page, "progress");
});

test("a generator shows what came so far with a caret, and a stop keeps it", async () => {
  const page = await openPage();
  await run(page, "generate");
  await answer(page).getByText("Generating").waitFor();
  const text = answer(page).getByText("word began");
  await text.waitFor();
  expect(await text.evaluate((element) => getComputedStyle(element, "::after").inlineSize)).toBe("8px");
  await lookAt(page, "generating");
  await button(page, "Stop").click();
  await answer(page)
    .getByText(/Stopped after/)
    .waitFor();
  expect(await text.count()).toBe(1);
  await lookAt(page, "stopped");
});

test("a crash says so in place, with an id that the script printed and no inner words, and Retry runs again", async () => {
  const page = await openPage();
  await run(page, "echo", "before");
  await answer(page).getByText("before × 2").waitFor();
  await run(page, "crash", "Ada");
  const alert = answer(page).getByRole("alert");
  await alert.getByText("Something went wrong").waitFor();
  const id = await alert.locator("code").textContent();
  await script.printed(new RegExp(`${id}[^]*The disk of Ada is full`));
  expect(await page.content()).not.toContain("The disk of");
  await answer(page).getByText("Previous result").waitFor();
  await lookAt(page, "error");
  await page.getByRole("combobox", { name: "Act" }).selectOption("echo");
  await alert.getByRole("button", { name: "Retry" }).click();
  await answer(page).getByText("Ada × 2").waitFor();
  expect(await answer(page).getByRole("alert").count()).toBe(0);
});

test("an author's own error is shown in its words", async () => {
  const page = await openPage();
  await run(page, "refuse", "Ada");
  const alert = answer(page).getByRole("alert");
  await alert.getByText("No word for Ada is known.").waitFor();
  await alert.getByRole("heading", { name: "Unknown word" }).waitFor();
});

test("a missing field is asked for before the call, a wrong one by the server; the focus goes there", async () => {
  const page = await openPage();
  let sent = 0;
  page.on("websocket", (socket) => socket.on("framesent", () => (sent += 1)));
  await submitButton(page).click();
  const [text, amount] = [
    page.getByRole("textbox", { name: "Text" }),
    page.getByRole("spinbutton", { name: "Amount" }),
  ];
  await page.getByText("Please give Amount.").waitFor();
  await page.getByText("Please give Text.").waitFor();
  await expect.poll(() => text.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(sent).toBe(0);
  await amount.fill("99");
  await text.fill("word");
  await submitButton(page).click();
  const problem = page.locator(".problem");
  await problem.waitFor();
  await expect.poll(() => amount.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await amount.getAttribute("aria-describedby")).toContain(await problem.getAttribute("id"));
  expect(await problem.textContent()).toMatch(/10/);
  await lookAt(page, "problem");
  await amount.fill("3");
  await problem.waitFor({ state: "detached" });
});

test("a full queue refuses with a countdown, after which the visitor may try again", async () => {
  const [first, second, third] = [await openPage(), await openPage(), await openPage()];
  await run(first, "wait");
  await answer(first).getByText("Running").waitFor();
  await run(second, "wait");
  await answer(second).getByText("Position 1 of 1").waitFor();
  await third.clock.setFixedTime(Date.now());
  await run(third, "echo");
  await answer(third).getByText("Not sent").waitFor();
  const again = answer(third).getByRole("button", { name: "Try again" });
  expect(await again.getAttribute("aria-disabled")).toBe("true");
  await again.getByText(/in \d+ s/).waitFor();
  await lookAt(third, "full");
  await button(second, "Stop").click();
  await button(first, "Stop").click();
  await Promise.all([submitButton(first).waitFor(), submitButton(second).waitFor()]);
  await third.clock.setFixedTime(Date.now() + 60_000);
  await third.locator('.note button:not([aria-disabled="true"])').click();
  await answer(third).getByText("word × 2").waitFor();
});

test("messages of the function stand in the corner until they are closed", async () => {
  const page = await openPage();
  await run(page, "toasts");
  await page.getByText("The model is loaded.").waitFor();
  const warning = page.getByRole("status").filter({ hasText: "Short text" });
  await warning.getByText("The text is short.").waitFor();
  await page.getByText("All is saved.").waitFor();
  await lookAt(page, "toasts");
  await warning.getByRole("button", { name: "Close message" }).click();
  await warning.waitFor({ state: "detached" });
  await page.getByText("All is saved.").waitFor();
});

test("Clear puts everything back to the beginning", async () => {
  const page = await openPage();
  await run(page, "refuse");
  await answer(page).getByRole("alert").waitFor();
  await button(page, "Clear").click();
  await answer(page).getByText("The result appears here.").waitFor();
  expect(await page.getByRole("textbox", { name: "Text" }).inputValue()).toBe("");
  expect(await page.getByRole("spinbutton", { name: "Amount" }).inputValue()).toBe("");
  expect(await page.getByRole("combobox", { name: "Act" }).locator("option:checked").textContent()).toBe("echo");
});

test("the keyboard alone is enough", async () => {
  const page = await openPage();
  const order: string[] = [];
  for (let step = 0; step < 7; step++) {
    await page.keyboard.press("Tab");
    order.push(
      await page.evaluate(() => {
        const focused = document.activeElement as HTMLInputElement;
        return focused.getAttribute("aria-label") ?? focused.labels?.[0]?.textContent ?? focused.textContent ?? "";
      }),
    );
  }
  expect(order).toEqual([
    "Skip to content",
    "Theme: system",
    "Act",
    "Text",
    "Amount",
    expect.stringMatching(/^Submit/),
    "Clear",
  ]);
  await fill(page, "wait");
  await page.getByRole("textbox", { name: "Text" }).press("Enter");
  expect(await page.getByRole("textbox", { name: "Text" }).inputValue()).toBe("word\n");
  await page.keyboard.press("Control+Enter");
  await answer(page).getByText("Running").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Stop");
  expect(await answer(page).getByText("Running").count()).toBe(1);
  await page.keyboard.press("Escape");
  await answer(page)
    .getByText(/Stopped after/)
    .waitFor();
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Submit/);
});

/** In a page: marks the document once a click has opened a socket while it was handled. */
function markSocketsOfClicks(): void {
  let clicking = false;
  addEventListener("click", () => (clicking = true), true);
  addEventListener("click", () => (clicking = false));
  window.WebSocket = class extends WebSocket {
    constructor(...given: ConstructorParameters<typeof WebSocket>) {
      super(...given);
      if (clicking) document.documentElement.dataset["triedByClick"] = "";
    }
  };
}

test("a visitor whose connection is cut keeps the inputs; the run is held and goes off later", async () => {
  const relay = await startRelay(script.url);
  onTestFinished(() => relay.close());
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.addInitScript(markSocketsOfClicks);
  await page.goto(relay.url);
  await run(page, "echo", "first");
  await answer(page).getByText("first × 2").waitFor();
  // What tells of the loss is fetched in quiet times.
  await page.waitForFunction(() =>
    performance.getEntriesByType("resource").some(({ name }) => name.includes("notices")),
  );
  relay.cut();
  await page.getByText("Connection lost.").first().waitFor();
  await run(page, "echo", "second");
  await answer(page).getByText("Held").waitFor();
  await lookAt(page, "offline");
  // Before the relay lets anything through, so that the page cannot be back by itself before the click.
  await button(page, "Try now").click();
  await page.locator("html[data-tried-by-click]").waitFor();
  relay.mend();
  await answer(page).getByText("second × 2").waitFor();
  await page.locator(".banner").waitFor({ state: "detached" });
});
