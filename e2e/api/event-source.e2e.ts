import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { openBrowser } from "../chromium.ts";
import { startRelay } from "../relay.ts";
import { startScript } from "../script.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));

test("a browser's EventSource comes back by itself after a cut, hears each event once, and stays away after the end", async () => {
  const script = await startScript(["--import", "tsx", "app.ts"], folder);
  const relay = await startRelay(script.url);
  const browser = await openBrowser();
  onTestFinished(async () => {
    await browser.close();
    await relay.close();
    await script.stop();
  });
  const step = async (number: number): Promise<void> => {
    script.child.kill("SIGUSR2");
    await script.printed(new RegExp(`took step ${number} of a`));
  };
  // Playwright waits by code that the page itself may not run.
  const page = await browser.newPage({ bypassCSP: true });
  await page.goto(relay.url);
  await page.evaluate(`(async () => {
    const answer = await fetch("api/steps?wait=0", {
      method: "POST", headers: { "content-type": "application/json" }, body: '{"text":"a"}',
    });
    const source = new EventSource((await answer.json()).events);
    Object.assign(window, { source, heard: [], opened: 0 });
    source.addEventListener("open", () => (opened += 1));
    for (const name of ["started", "log", "data", "end"])
      source.addEventListener(name, ({ data }) => heard.push([name, JSON.parse(data)]));
  })()`);
  await page.waitForFunction("heard.length === 1");
  await step(1);
  await page.waitForFunction("heard.some(([name]) => name === 'data')");
  relay.cut();
  await step(2);
  relay.mend();
  await page.waitForFunction("heard.filter(([name]) => name === 'data').length === 2");
  expect(await page.evaluate("opened")).toBe(2);
  await step(3);
  await page.waitForFunction("source.readyState === EventSource.CLOSED");
  const heard = await page.evaluate<[string, { data?: { text: string }; text?: string; state?: string }][]>("heard");
  expect(heard.map(([name, { data, text, state }]) => [name, state ?? text ?? data?.text])).toEqual([
    ["started", undefined],
    ["log", "Step 1"],
    ["data", "a"],
    ["log", "Step 2"],
    ["data", "aa"],
    ["log", "Step 3"],
    ["data", "aaa"],
    ["end", "done"],
  ]);
});
