import { EventEmitter, once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;
let script: RunningScript;

beforeAll(async () => {
  [browser, script] = await Promise.all([openBrowser(), startScript(["--import", "tsx", "components.ts"], apps)]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
});

const picture = () =>
  sharp({ create: { width: 30, height: 20, channels: 3, background: "#0a0" } })
    .png()
    .toBuffer();
const output = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

// By its label: views come late, so a place in the page may be another's.
const fileInput = (page: Page, label: string) => page.locator('input[type="file"]').and(page.getByLabel(label));

async function submit(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Submit" }).click();
}

test("every component sends the value that it began with, and every output shows what the function gave", async () => {
  const page = await visit(browser, script.url);
  await submit(page);
  await output(page, "Text").getByText("no note").waitFor();
  await output(page, "Heard").getByText("runs").waitFor();
  const heard = await output(page, "Heard").textContent();
  for (const part of ["size", "2", "Green", "Rome", "Milk", "new", "runs"]) expect(heard).toContain(part);
  expect(await output(page, "Scores").getByRole("listitem").first().textContent()).toContain("low");
  expect(await output(page, "Paint").textContent()).toContain("Green");
  expect(await output(page, "Chosen").textContent()).toContain("Milk");
  await lookAt(page, "components");
});

test("what a visitor changes reaches the function, and State counts the runs of one tab", async () => {
  const page = await visit(browser, script.url);
  await page.getByRole("textbox", { name: "Note" }).fill("my note");
  await page.getByRole("spinbutton", { name: "Size" }).fill("7");
  await page.getByRole("slider", { name: "Level" }).press("End");
  await page.getByRole("checkbox", { name: "Loud" }).uncheck();
  await page.getByRole("checkbox", { name: "Ice" }).check();
  await page.getByText("Blue", { exact: true }).click();
  await page.getByLabel("City").selectOption("Oslo");
  await submit(page);
  await output(page, "Text").getByText("my note").waitFor();
  expect(await output(page, "Number").textContent()).toContain("7");
  expect(await output(page, "Paint").textContent()).toContain("Blue");
  expect(await output(page, "Chosen").textContent()).toContain("Ice");
  expect(await output(page, "Scores").getByRole("listitem").first().textContent()).toContain("high");
  await submit(page);
  await output(page, "Heard").getByText("runs").waitFor();
  await expect.poll(() => output(page, "Heard").textContent()).toMatch(/runs\W*2/);
});

test("files and pictures go in and come out whole", async () => {
  const page = await visit(browser, script.url);
  const [png, text] = [await picture(), Buffer.from("a,b\n1,2\n")];
  await fileInput(page, "Picture").setInputFiles({ name: "green.png", mimeType: "image/png", buffer: png });
  await fileInput(page, "One file").setInputFiles({ name: "one.csv", mimeType: "text/csv", buffer: text });
  await fileInput(page, "Some files").setInputFiles([
    { name: "two.txt", mimeType: "text/plain", buffer: Buffer.from("two") },
    { name: "three.bin", mimeType: "application/octet-stream", buffer: Buffer.alloc(300_000, 3) },
  ]);
  for (const name of ["one.csv", "two.txt", "three.bin"]) await page.getByText(name).first().waitFor();
  await expect.poll(() => page.getByRole("progressbar").count()).toBe(0);
  await submit(page);
  const link = output(page, "All files").getByRole("link", { name: /three\.bin/ });
  await link.waitFor();
  const address = new URL((await link.getAttribute("href"))!, page.url()).href;
  const file = await (await page.request.get(address)).body();
  expect(file.equals(Buffer.alloc(300_000, 3))).toBe(true);
  const shown = output(page, "Copy").getByRole("img").first();
  await shown.waitFor();
  expect(await shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight])).toEqual([
    30, 20,
  ]);
});

test("what is submitted while a file is on its way waits for it", async () => {
  const page = await visit(browser, script.url);
  const gate = new EventEmitter();
  await page.route("**/gradio_api/upload", async (route) => {
    await once(gate, "open");
    await route.continue();
  });
  const uploading = page.waitForRequest("**/gradio_api/upload");
  const late = { name: "late.csv", mimeType: "text/csv", buffer: Buffer.from("a,b") };
  await fileInput(page, "One file").setInputFiles(late);
  await uploading;
  await submit(page);
  gate.emit("open");
  await output(page, "All files")
    .getByRole("link", { name: /late\.csv/ })
    .waitFor();
  expect(await output(page, "All files").getByRole("link").count()).toBe(1);
});
