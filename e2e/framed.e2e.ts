import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { chromiumArguments, findChromium } from "../scripts/chromium.mjs";
import { startHeaderRelay } from "./header-relay.ts";
import { startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;

beforeAll(async () => {
  // As browsers that keep no cookies of third parties.
  const args = [...chromiumArguments, "--test-third-party-cookie-phaseout"];
  browser = await chromium.launch({ executablePath: findChromium(), args });
});
afterAll(() => browser?.close());

/** A page of another site, 127.0.0.1 where the app is localhost, that shows these addresses in frames. */
async function siteWith(frames: () => readonly string[]): Promise<string> {
  const server = createServer((_, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      `<!doctype html>${frames()
        .map((url) => `<iframe src="${url}" width=800 height=800></iframe>`)
        .join("")}`,
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** An app behind a proxy to which visitors come by https; a browser takes localhost for as good as that. */
async function startBehindProxy(app: string, environment: NodeJS.ProcessEnv): Promise<string> {
  const script = await startScript(["--import", "tsx", app], apps, { VITRINE_TRUST_PROXY: "true", ...environment });
  const relay = await startHeaderRelay(script.url, { "x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.7" });
  onTestFinished(async () => {
    await relay.close();
    await script.stop();
  });
  return `http://localhost:${relay.port}`;
}

async function open(url: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

test("an app with a login works in a frame of a page that is listed, its cookies kept for that page alone", async () => {
  let app = "";
  const site = await siteWith(() => [app]);
  app = await startBehindProxy("login.ts", { VITRINE_FRAME_ANCESTORS: `https://huggingface.co ${site}` });
  const page = await open(site);
  const frame = page.frameLocator("iframe");
  await frame.getByLabel("Name").fill("ann");
  await frame.getByLabel("Password").fill("open sesame");
  await frame.getByRole("button", { name: "Sign in" }).click();
  await frame.getByRole("textbox", { name: "Text" }).fill("hello");
  await frame.getByRole("button", { name: "Submit" }).click();
  await frame.getByRole("region", { name: "Answer" }).getByText("ann says hello").waitFor();
  const cookies = await page.context().cookies();
  expect(cookies.map(({ sameSite, secure, httpOnly }) => ({ sameSite, secure, httpOnly }))).toEqual(
    cookies.map(() => ({ sameSite: "None", secure: true, httpOnly: true })),
  );
  expect(cookies.map(({ name }) => name.replace(/[0-9a-f]{8}$/, "")).toSorted()).toEqual([
    "vitrine_",
    "vitrine_login_",
  ]);
  const alone = await page.context().newPage();
  await alone.goto(app);
  await alone.getByRole("heading", { name: "Sign in to Repeat text" }).waitFor();

  await frame.getByRole("button", { name: "Log out ann" }).click();
  await frame.getByRole("heading", { name: "Sign in to Repeat text" }).waitFor();
  expect((await page.context().cookies()).map(({ name }) => name.replace(/[0-9a-f]{8}$/, ""))).toEqual(["vitrine_"]);
});

test("an app that is somebody's own shows itself in no frame of another site, an open one in any", async () => {
  const frames: string[] = [];
  const site = await siteWith(() => frames);
  const own = await startBehindProxy("login.ts", {});
  const anybody = await startBehindProxy("echo.ts", { VITRINE_HOST: "0.0.0.0" });
  const here = await startScript(["--import", "tsx", "echo.ts"], apps);
  onTestFinished(async () => void (await here.stop()));
  frames.push(own, `${own}/login`, here.url.replace("127.0.0.1", "localhost"), anybody);
  const page = await open(site);
  const shown = page.frameLocator("iframe >> nth=3");
  await shown.getByRole("button", { name: "Submit" }).waitFor();
  const texts = await Promise.all(
    page
      .frames()
      .slice(1, 4)
      .map((frame) => frame.locator("body").innerText()),
  );
  for (const text of texts) expect(text).not.toMatch(/Sign in|Submit/);
});
