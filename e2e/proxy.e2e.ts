import type { Browser } from "playwright-core";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { freePort, nginxMissing, startNginx } from "./nginx.ts";
import { type RunningScript, startScript } from "./script.ts";

const missing = nginxMissing();
if (missing !== null) console.warn(`Tests behind nginx are skipped: ${missing}`);

const apps = fileURLToPath(new URL("apps", import.meta.url));
const upgrade =
  'proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
let browser: Browser;

beforeAll(async () => {
  if (missing === null) browser = await openBrowser();
});
afterAll(() => browser?.close());

/** An app behind nginx at /demo/, with what the test adds to the location. */
async function behindNginx(
  location: string,
  environment: (url: string) => NodeJS.ProcessEnv,
): Promise<{ url: string; script: RunningScript }> {
  const port = await freePort();
  const script = await startScript(["--import", "tsx", "echo.ts"], apps, environment(`http://127.0.0.1:${port}/demo`));
  onTestFinished(async () => void (await script.stop()));
  const nginx = await startNginx(port, `location /demo/ { proxy_pass ${script.url}/; ${location} }`);
  onTestFinished(() => nginx.stop());
  return { url: `${nginx.url}/demo/`, script };
}

describe.skipIf(missing !== null)("behind nginx at a path", () => {
  test.each([
    ["Host left at nginx's default, with publicUrl", upgrade, (url: string) => ({ VITRINE_PUBLIC_URL: url })],
    [
      "Host and forwarding headers passed on, with trustProxy",
      `${upgrade} proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Host $http_host; proxy_set_header X-Forwarded-For $remote_addr; proxy_set_header X-Forwarded-Proto $scheme;`,
      () => ({ VITRINE_TRUST_PROXY: "true" }),
    ],
  ])("%s: a visitor uploads, submits and reads the answer", async (_, location, environment) => {
    const { url } = await behindNginx(location, environment);
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    const failed: string[] = [];
    page.on("requestfailed", (request) => failed.push(request.url()));
    await page.goto(url);
    await page.getByRole("textbox", { name: "Text" }).fill("hello");
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: "a.bin", mimeType: "text/plain", buffer: Buffer.alloc(70_000) });
    await page.getByText("a.bin").waitFor();
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByText("hello, 70000 bytes of a.bin").waitFor();
    expect(failed).toEqual([]);
  });

  test("without the upgrade lines the page works all the same, and the operator reads what nginx lacks", async () => {
    const { url, script } = await behindNginx("", (publicUrl) => ({ VITRINE_PUBLIC_URL: publicUrl }));
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(url);
    await page.getByRole("textbox", { name: "Text" }).fill("hello");
    await page.getByRole("button", { name: "Submit" }).click();
    await page.getByRole("region", { name: "Answer" }).getByText("hello", { exact: true }).waitFor();
    await script.printed(/proxy_set_header Upgrade \$http_upgrade;/);
  });

  test("a host that the app was not told of is refused with the remedy", async () => {
    const { url } = await behindNginx(`${upgrade} proxy_set_header Host evil.example;`, () => ({}));
    const answer = await fetch(url);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain("publicUrl");
  });
});
