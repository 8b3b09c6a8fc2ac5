import type { Browser } from "playwright-core";
import { afterAll, beforeAll, test } from "vitest";
import { openBrowser } from "../chromium.ts";
import { visit } from "../page-visit.ts";
import { openVisitor } from "../socket-visitor.ts";
import { startCrowdApp } from "./app.ts";
import { sendCrowd } from "./crowd-process.ts";
import { tooFewDescriptors } from "./descriptors.ts";

const count = 2_000;
const missing = tooFewDescriptors(count);
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

test.skipIf(missing !== null)(
  `behind ${count} others a page sees its position move and the time that is left${missing === null ? "" : ` (${missing})`}`,
  { timeout: 300_000 },
  async () => {
    const app = await startCrowdApp();
    const first = await openVisitor(app.url);
    await first.heard(first.begin(["first"], app.fn("wait")), "started");
    const crowd = sendCrowd({ kind: "socket", url: app.url, fn: app.fn("wait"), count });
    await crowd.told("joined");
    const page = await visit(browser, app.url, {}, "Go");
    await page.getByRole("textbox", { name: "Text" }).fill("last");
    await page.getByRole("button", { name: "Go" }).click();
    const place = (rank: number) => page.getByText(`Position ${rank} of ${rank}`).first();
    await place(2_001).waitFor();
    await app.call("pass", { count: 500 });
    await place(1_501).waitFor();
    await page.getByText("about").first().waitFor();
    await app.call("open");
    await page.getByText("last!").first().waitFor({ timeout: 60_000 });
  },
);
