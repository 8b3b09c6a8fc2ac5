import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { startScript } from "./script.ts";

const examples = fileURLToPath(new URL("../examples", import.meta.url));
const kibibyte = 1_024;

test("hello loads at most 75 KiB of code through one run, in at most six requests, and begins with the app's values", async () => {
  const [browser, script] = await Promise.all([openBrowser(), startScript(["--import", "tsx", "hello.ts"], examples)]);
  onTestFinished(async () => {
    await browser.close();
    await script.stop();
  });
  const context = await browser.newContext();
  const bodies: Promise<readonly [kind: string, size: number]>[] = [];
  context.on("response", (response) => {
    const kind = response.request().resourceType();
    bodies.push(response.body().then((body) => [kind, gzipSync(body, { level: 9 }).length] as const));
  });
  const page = await context.newPage();
  await page.goto(script.url);
  expect(await page.getByRole("slider", { name: "Warmth" }).inputValue()).toBe("3");
  await page.getByRole("textbox", { name: "Name" }).fill("Ada");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("Hello, Ada!!!").waitFor();
  await page.waitForLoadState("networkidle");
  const sizes = await Promise.all(bodies);
  const bytes = (kind: string) => sizes.reduce((sum, [each, size]) => (each === kind ? sum + size : sum), 0);
  expect(bytes("script")).toBeGreaterThan(0);
  expect(bytes("script")).toBeLessThanOrEqual(75 * kibibyte);
  expect(bytes("stylesheet")).toBeLessThanOrEqual(8 * kibibyte);
  expect(bytes("font")).toBe(0);
  expect(sizes.length).toBeLessThanOrEqual(6);
});
