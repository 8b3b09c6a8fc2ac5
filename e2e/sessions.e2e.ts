import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { type Relay, startRelay } from "./relay.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

interface Steps extends RunningScript {
  /** Lets a running call do its next step, and waits until it did. */
  step(gave: string): Promise<void>;
}

async function startSteps(environment: NodeJS.ProcessEnv = {}): Promise<Steps> {
  const script = await startScript(["--import", "tsx", "steps.ts"], apps, environment);
  onTestFinished(async () => {
    script.child.kill("SIGKILL");
    await script.stop();
  });
  return {
    ...script,
    step: async (gave) => {
      script.child.kill("SIGUSR2");
      await script.printed(new RegExp(`gave ${gave}\n`));
    },
  };
}

async function relayTo(url: string): Promise<Relay> {
  const relay = await startRelay(url);
  onTestFinished(() => relay.close());
  return relay;
}

async function openContext(): Promise<BrowserContext> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  return context;
}

async function openPage(url: string): Promise<Page> {
  const page = await (await openContext()).newPage();
  await page.goto(url);
  return page;
}

const textbox = (page: Page) => page.getByRole("textbox", { name: "Text", exact: true });
const output = (page: Page) => page.getByRole("region", { name: "Steps" });
const button = (page: Page, name: string) => page.getByRole("button", { name });

async function submit(page: Page, text: string): Promise<void> {
  await textbox(page).fill(text);
  await button(page, "Submit").click();
}

async function shows(page: Page, text: string): Promise<void> {
  await output(page).getByText(text, { exact: true }).waitFor();
}

test("a reload during a run keeps the inputs and follows the run to its end, with what was missed", async () => {
  const script = await startSteps();
  const page = await openPage(script.url);
  await submit(page, "hello");
  await script.step("hello 1");
  await shows(page, "hello 1");
  await page.goto("about:blank");
  await script.step("hello 1 2");
  await page.goto(script.url);
  await shows(page, "hello 1 2");
  expect(await textbox(page).inputValue()).toBe("hello");
  await button(page, "Stop").waitFor();
  await page.reload();
  await shows(page, "hello 1 2");
  await script.step("hello 1 2 3");
  await shows(page, "hello 1 2 3");
  await button(page, "Submit").waitFor();
});

test("a socket that is cut during a run tells so, comes back and has lost nothing", async () => {
  const script = await startSteps();
  const relay = await relayTo(script.url);
  const page = await openPage(relay.url);
  await submit(page, "hello");
  await script.step("hello 1");
  await shows(page, "hello 1");
  relay.cut();
  await page.getByText("Your run is picked up again once the server answers.").waitFor();
  await script.step("hello 1 2");
  await script.step("hello 1 2 3");
  relay.mend();
  // The page may come back by itself before the click.
  await button(page, "Try now")
    .click({ timeout: 2_000 })
    .catch(() => {});
  await shows(page, "hello 1 2 3");
  await button(page, "Submit").waitFor();
  expect(await page.getByText("Connection lost.").count()).toBe(0);
  for (const step of [1, 2, 3]) expect(await page.getByText(`Step ${step} of hello`).count()).toBe(1);
});

test("a server that was restarted is told apart, and the run can be run again with its inputs", async () => {
  const first = await startSteps();
  const page = await openPage(first.url);
  await submit(page, "hello");
  await first.step("hello 1");
  await shows(page, "hello 1");
  first.child.kill("SIGKILL");
  await page.getByText("Connection lost.").first().waitFor();
  const second = await startSteps({ VITRINE_PORT: new URL(first.url).port });
  await button(page, "Try now")
    .click({ timeout: 2_000 })
    .catch(() => {});
  await page.getByRole("heading", { name: "The server was restarted" }).waitFor();
  await button(page, "Run again").click();
  await second.printed(/began hello/);
  for (const steps of ["hello 1", "hello 1 2", "hello 1 2 3"]) await second.step(steps);
  await shows(page, "hello 1 2 3");
  await button(page, "Submit").waitFor();
});

test("a duplicated tab gets a session of its own, and the first keeps its run", async () => {
  const script = await startSteps();
  const page = await openPage(script.url);
  await submit(page, "first");
  await script.step("first 1");
  await shows(page, "first 1");
  const [copy] = await Promise.all([page.waitForEvent("popup"), page.evaluate(() => void window.open(location.href))]);
  await textbox(copy).waitFor();
  expect(await textbox(copy).inputValue()).toBe("first");
  await copy.getByRole("button", { name: "Submit" }).waitFor();
  await submit(copy, "second");
  await copy.getByText("Position 1 of 1").first().waitFor();
  await script.step("first 1 2");
  await shows(page, "first 1 2");
  await script.step("first 1 2 3");
  await shows(page, "first 1 2 3");
  await script.step("second 1");
  await shows(copy, "second 1");
  expect(await output(page).getByText("second").count()).toBe(0);
  const secrets = await Promise.all(
    [page, copy].map((tab) =>
      tab.evaluate(() => Object.entries(sessionStorage).find(([key]) => key.endsWith(":session"))?.[1]),
    ),
  );
  expect(secrets[0]).not.toBe(secrets[1]);
});

test("a closed tab's run is cancelled after its grace", async () => {
  const script = await startSteps({ GRACE_MS: "200" });
  const page = await openPage(script.url);
  await submit(page, "hello");
  await script.printed(/began hello/);
  await page.close();
  await script.printed(/aborted hello/);
});

test("with keep a closed tab's run goes on to its end", async () => {
  const script = await startSteps({ KEEP: "yes" });
  const page = await openPage(script.url);
  await submit(page, "hello");
  await script.printed(/began hello/);
  await page.close();
  for (const steps of ["hello 1", "hello 1 2", "hello 1 2 3"]) await script.step(steps);
  await script.printed(/ended hello/);
  expect(script.output()).not.toContain("aborted");
});

test("a waiting call whose tab is away is passed over, and has its turn when it is back", async () => {
  const script = await startSteps();
  const relay = await relayTo(script.url);
  const first = await openPage(script.url);
  const away = await openPage(relay.url);
  const last = await openPage(script.url);
  await submit(first, "a");
  await script.printed(/began a/);
  await submit(away, "b");
  await away.getByText("Position 1 of 1").first().waitFor();
  await submit(last, "c");
  await last.getByText("Position 2 of 2").first().waitFor();
  relay.cut();
  await away.getByText("Connection lost.").first().waitFor();
  for (const steps of ["a 1", "a 1 2", "a 1 2 3"]) await script.step(steps);
  await script.printed(/began c/);
  expect(script.output()).not.toContain("began b");
  relay.mend();
  await away.getByText("Position 1 of 1").first().waitFor();
  for (const steps of ["c 1", "c 1 2", "c 1 2 3"]) await script.step(steps);
  await script.printed(/began b/);
  await script.step("b 1");
  await shows(away, "b 1");
});

test("while a function holds the main thread another visitor loads the page, uploads and sees positions move", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-release-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const release = join(folder, "now");
  const script = await startSteps({ RELEASE: release });
  const first = await openPage(script.url);
  const ahead = await openPage(script.url);
  await submit(first, "hold");
  await script.printed(/began hold/);
  await submit(ahead, "ahead");
  await ahead.getByText("Position 1 of 1").first().waitFor();
  const newcomer = await openPage(script.url);
  await newcomer
    .locator('input[type="file"]')
    .setInputFiles({ name: "a.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(300_000, 1) });
  await newcomer.getByText("a.bin").waitFor();
  await submit(newcomer, "newcomer");
  await newcomer.getByText("Position 2 of 2").first().waitFor();
  await button(ahead, "Stop").click();
  await newcomer.getByText("Position 1 of 1").first().waitFor();
  expect(script.output()).not.toContain("let go");
  writeFileSync(release, "");
  await script.printed(/let go/);
  for (const steps of ["hold 1", "hold 1 2", "hold 1 2 3", "newcomer 1"]) await script.step(steps);
  await shows(newcomer, "newcomer 1");
});
