import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Client } from "@gradio/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { isPythonMissing, pythonWithClient } from "./gradio/python-client.ts";
import { lookAt } from "./page-visit.ts";
import { startRelay } from "./relay.ts";
import { startScript, type RunningScript } from "./script.ts";

const run = promisify(execFile);
const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;
let script: RunningScript;

beforeAll(async () => {
  [browser, script] = await Promise.all([openBrowser(), startScript(["--import", "tsx", "login.ts"], apps)]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
});

test.each([
  ["light", 1280],
  ["dark", 390],
] as const)(
  "without scripts, in %s at %i px: a wrong password, the right one, and on to the page",
  async (colorScheme, width) => {
    const context = await browser.newContext({
      colorScheme,
      viewport: { width, height: 860 },
      javaScriptEnabled: false,
    });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(`${script.url}/?view=api`);
    expect(new URL(page.url()).pathname).toBe("/login");
    await page.getByRole("heading", { name: "Sign in to Repeat text" }).waitFor();
    await page.getByLabel("Name").fill("ann");
    await page.getByLabel("Password").fill("guess");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText("Name and password do not match.").waitFor();
    expect(await page.getByLabel("Name").inputValue()).toBe("ann");
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const { LOGIN_SHOTS: shots } = process.env;
    if (shots !== undefined) await page.screenshot({ path: `${shots}/login-${colorScheme}-${width}.png` });
    await page.getByLabel("Password").fill("open sesame");
    await page.keyboard.press("Enter");
    await page.waitForURL(`${script.url}/?view=api`);
  },
);

test("a user calls the function by the page, and the login page has nothing that axe minds", async () => {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(script.url);
  await lookAt(page, "login");
  await signIn(page);
  await page.getByRole("textbox", { name: "Text" }).fill("hello");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByRole("region", { name: "Answer" }).getByText("ann says hello").waitFor();
  await page.getByRole("button", { name: "Log out ann" }).click();
  await page.waitForURL(`${script.url}/login`);
  await page.goBack();
  await page.waitForURL(`${script.url}/login`);
});

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("Name").fill("ann");
  await page.getByLabel("Password").fill("open sesame");
  await page.getByRole("button", { name: "Sign in" }).click();
}

test("a logout in one tab takes the other to the login, and from there back to where it was", async () => {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(`${script.url}/?tab=first`);
  await signIn(page);
  await page.getByRole("textbox", { name: "Text" }).fill("kept");
  const other = await context.newPage();
  await other.goto(script.url);
  await other.getByRole("button", { name: "Log out ann" }).click();
  await page.waitForURL(`${script.url}/login?next=%2F%3Ftab%3Dfirst`);
  await signIn(page);
  await page.waitForURL(`${script.url}/?tab=first`);
  expect(await page.getByRole("textbox", { name: "Text" }).inputValue()).toBe("kept");
});

test("a login that ended while the server was away takes the page to the login once the server is back", async () => {
  const relay = await startRelay(script.url);
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await relay.close();
  });
  const page = await context.newPage();
  await page.goto(relay.url);
  await signIn(page);
  await page.getByRole("button", { name: "Log out ann" }).waitFor();
  relay.cut();
  await page.getByText("Connection lost.").first().waitFor();
  await context.clearCookies();
  relay.mend();
  await page.waitForURL(`${relay.url}/login`);
});

test("Gradio's JavaScript client logs in, and is refused with a wrong password", async () => {
  const client = await Client.connect(script.url, { auth: ["ann", "open sesame"] });
  expect((await client.predict("/predict", ["hi"])).data).toEqual(["ann says hi"]);
  await expect(Client.connect(script.url, { auth: ["ann", "guess"] })).rejects.toThrow(/[Cc]redentials/);
});

const python = `
import json, sys
from gradio_client import Client
client = Client(sys.argv[1], auth=("ann", "open sesame"), verbose=False)
print(json.dumps(client.predict("hi", api_name="/predict")))
try:
    Client(sys.argv[1], auth=("ann", "guess"), verbose=False)
except Exception as error:
    print(json.dumps(str(error)))
`;

test.skipIf(isPythonMissing)(
  "Gradio's Python client logs in, and is refused with a wrong password",
  async () => {
    const { stdout } = await run(await pythonWithClient(), ["-c", python, script.url], { timeout: 60_000 });
    const [answer, refusal] = stdout.trim().split("\n");
    expect(answer).toBe('"ann says hi"');
    expect(refusal).toMatch(/credentials/i);
  },
  200_000,
);
