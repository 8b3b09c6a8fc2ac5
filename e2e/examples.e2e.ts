import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { type RunningScript, startScript } from "./script.ts";

const examples = fileURLToPath(new URL("../examples", import.meta.url));
const samples = fileURLToPath(new URL("samples/", import.meta.url));
const all = process.env["VITRINE_TEST_ALL"] === "1";
const labels = JSON.parse(readFileSync(`${samples}labels.json`, "utf8")) as Record<string, number>;
let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

async function startExample(name: string, environment: NodeJS.ProcessEnv = {}): Promise<RunningScript> {
  const script = await startScript(["--import", "tsx", `${name}.ts`], examples, environment);
  onTestFinished(async () => void (await script.stop()));
  return script;
}

async function openPage(url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  onTestFinished(() => page.close());
  await page.goto(url);
  return page;
}

const submit = (page: Page) => page.getByRole("button", { name: "Submit" }).click();

test("hello greets as warmly as the slider says", async () => {
  const page = await openPage((await startExample("hello")).url);
  await page.getByRole("textbox", { name: "Name" }).fill("Ada");
  await page.getByRole("slider", { name: "Warmth" }).press("ArrowRight");
  await submit(page);
  const greeting = page.getByRole("region", { name: "Greeting" }).getByText("Hello, Ada");
  await greeting.waitFor();
  expect(await greeting.textContent()).toBe("Hello, Ada!!!!");
});

test("fake-diffusion shows noise while it runs and at last the orange picture", async () => {
  const page = await openPage((await startExample("fake-diffusion", { SECONDS_A_STEP: "0.3" })).url);
  const sizeOfPicture = (size: number) =>
    page.waitForFunction((wanted) => document.querySelector("img")?.naturalWidth === wanted, size);
  await submit(page);
  await sizeOfPicture(600);
  await page.getByRole("button", { name: "Stop" }).waitFor();
  await sizeOfPicture(1_000);
  const address = await page.locator("img").first().getAttribute("src");
  const picture = await page.request.get(new URL(address!, page.url()).href);
  const { dominant } = await sharp(await picture.body()).stats();
  expect(dominant.r).toBeGreaterThan(200);
  expect(dominant.b).toBeLessThan(60);
});

test("three-gpus runs three calls at once, of whatever function, and tells the others where they stand", async () => {
  const { url } = await startExample("three-gpus", { SECONDS_A_CALL: "6" });
  const functions = [
    ["Prompt", "In capitals", "FOX"],
    ["Text to count", "Words", "1 words"],
    ["Text to shorten", "Its beginning", "fox"],
  ] as const;
  const pages = await Promise.all(Array.from({ length: 6 }, () => openPage(url)));
  const visitors = pages.map((page, index) => {
    const [input, output, answer] = functions[index % 3]!;
    const field = page.getByRole("textbox", { name: input });
    return { field, result: page.getByRole("region", { name: output }), answer };
  });
  for (const { field } of visitors) await field.fill("fox");
  for (const { field, result } of visitors) {
    await field.press("Enter");
    await result.getByText(/Running|Position/).waitFor();
  }
  for (const [rank, { result }] of visitors.slice(3).entries())
    await result.getByText(`Position ${rank + 1} of 3`).waitFor();
  for (const { result, answer } of visitors) await result.getByText(answer, { exact: true }).waitFor();
});

test("csv shows the rows of a file, with quoted cells, and numbers about its columns", async () => {
  const page = await openPage((await startExample("csv")).url);
  const content = 'city,people\n"Arica, Chile",200000\n"say ""hi""",100000\n';
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "cities.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
  await page.getByText("cities.csv").waitFor();
  await submit(page);
  const table = page.getByRole("region", { name: "Table" });
  await table.getByText("Arica, Chile").waitFor();
  await table.getByText('say "hi"').waitFor();
  await page.getByRole("region", { name: "Columns" }).getByText("people").waitFor();
});

test("echo gives its chime back, longer by the echo", async () => {
  const { url } = await startExample("echo");
  const page = await openPage(url);
  await submit(page);
  await page.getByRole("region", { name: "With its echo" }).locator("audio").waitFor();
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ delay: 0.5, times: 2 });
  const answer = await fetch(`${url}/api/predict`, { method: "POST", headers, body });
  const { data } = (await answer.json()) as { data: { echo: string } };
  const sound = Buffer.from(await (await fetch(data.echo)).arrayBuffer());
  // 16 bits of one channel behind the head: three notes of a quarter second and two delays of half a second.
  expect((sound.length - 44) / 2).toBe(16_000 * (0.75 + 1));
});

test("picnic offers what lies on the chosen shelf, and its basket remembers", async () => {
  const page = await openPage((await startExample("picnic")).url);
  const basket = page.getByRole("region", { name: "Basket" });
  const add = page.getByRole("button", { name: "Add" });
  await add.click();
  await basket.getByText("Baguette").waitFor();
  await page.getByRole("combobox", { name: "Shelf" }).selectOption("Fruit");
  await page.getByRole("combobox", { name: "Thing of Fruit" }).selectOption("Cherries");
  await add.click();
  await basket.getByText("Baguette Cherries").waitFor();
  await page.getByRole("button", { name: "Empty the basket" }).click();
  await basket.getByText("Cherries").waitFor({ state: "detached" });
});

test("guess asks who plays, and ends each game at its number", async () => {
  const page = await openPage((await startExample("guess")).url);
  await page.getByLabel("Name").fill("Ada");
  await page.getByLabel("Password").fill("sesame");
  await page.keyboard.press("Enter");
  const answer = page.getByRole("region", { name: "Answer" });
  // Each answer is told from the one before by clearing the page.
  const ask = async (guess: number): Promise<string> => {
    await page.getByRole("spinbutton", { name: "Your guess" }).fill(String(guess));
    await page.getByRole("button", { name: /^Guess/ }).click();
    const said = answer.getByText(/than that|Right/);
    await said.waitFor();
    const words = await said.textContent();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await said.waitFor({ state: "detached" });
    return words!;
  };
  let [least, most, tries] = [1, 100, 1];
  let words = await ask(50);
  while (!words.startsWith("Right") && tries < 8) {
    const guess = Math.floor((least + most) / 2);
    if (words.startsWith("More")) least = guess + 1;
    else most = guess - 1;
    tries += 1;
    words = await ask(Math.floor((least + most) / 2));
  }
  expect(words).toBe(`Right, Ada, after ${tries} tries. I have a new one.`);
}, 120_000);

describe("digits", () => {
  let script: RunningScript;
  let page: Page;
  beforeAll(async () => {
    script = await startScript(["--import", "tsx", "digits.ts"], examples);
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(script.url);
  });
  afterAll(async () => {
    await page?.close();
    await script?.stop();
  });

  /** Submits what stands on the pad; gives the winner and clears the page. */
  async function read(): Promise<number> {
    const output = page.getByRole("region", { name: "Prediction" });
    await submit(page);
    const winner = await output.getByRole("listitem").first().textContent();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await output.getByText("The result appears here.").waitFor();
    return Number(winner!.slice(0, 1));
  }

  test("reads every held digit chosen as a picture", async () => {
    const answers: Record<string, number> = {};
    for (const name of Object.keys(labels)) {
      await page.locator('input[type="file"]').setInputFiles(samples + name);
      await page.getByRole("img", { name: /picture/i }).waitFor();
      answers[name] = await read();
    }
    expect(answers).toEqual(labels);
  });

  test("reads nine of ten held digits drawn run by run with the pointer", async () => {
    // Drawing all thirty takes half a minute.
    const drawn = Object.entries(labels).filter((_, index) => all || index % 3 === 0);
    let right = 0;
    for (const [name, label] of drawn) {
      await draw(page, samples + name);
      if ((await read()) === label) right += 1;
    }
    expect(right).toBeGreaterThanOrEqual(drawn.length * 0.9);
  });
});

/** Draws each row's runs of ink of a 28×28 picture on the pad. */
async function draw(page: Page, file: string): Promise<void> {
  const { data, info } = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true });
  const box = (await page.locator("canvas").first().boundingBox())!;
  const place = (x: number, y: number) =>
    [box.x + ((x + 0.5) * box.width) / info.width, box.y + ((y + 0.5) * box.height) / info.height] as const;
  for (let y = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++) {
      if (data[y * info.width + x]! < 128) continue;
      await page.mouse.move(...place(x, y));
      await page.mouse.down();
      while (x + 1 < info.width && data[y * info.width + x + 1]! >= 128) x += 1;
      await page.mouse.move(...place(x, y));
      await page.mouse.up();
    }
  }
}

test("the gallery opens an example in a process that ends with it", async () => {
  const gallery = await startScript(["--import", "tsx", "gallery/gallery.ts"], examples);
  onTestFinished(async () => void (await gallery.stop()));
  const page = await openPage(gallery.url);
  await page.getByRole("button", { name: "Open Hello" }).click();
  await page.getByRole("textbox", { name: "Name" }).waitFor();
  const opened = page.url();
  expect(new URL(opened).host).not.toBe(new URL(gallery.url).host);
  const second = await openPage(gallery.url);
  await second.getByText("running").waitFor();
  await second.getByRole("button", { name: "Open Hello" }).click();
  await second.getByRole("textbox", { name: "Name" }).waitFor();
  expect(second.url()).toBe(opened);
  await page.goBack();
  await page.getByRole("button", { name: "Stop Hello" }).click();
  await page.getByText("running").waitFor({ state: "detached" });
  expect(await isGone(opened)).toBe(true);
  await page.getByRole("button", { name: "Open Hello" }).click();
  await page.getByRole("textbox", { name: "Name" }).waitFor();
  const again = page.url();
  await gallery.stop();
  await expect.poll(() => isGone(again), { timeout: 20_000 }).toBe(true);
});

const isGone = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => false,
    () => true,
  );

test("the gallery shows the path and the source of each example, all of its files", async () => {
  const gallery = await startScript(["--import", "tsx", "gallery/gallery.ts"], examples);
  onTestFinished(async () => void (await gallery.stop()));
  const page = await openPage(gallery.url);
  const names = await page.getByRole("link", { name: /^Source of/ }).allTextContents();
  const scripts = readdirSync(examples).filter((name) => name.endsWith(".ts"));
  expect(names.toSorted()).toEqual(scripts.map((name) => `examples/${name}`).toSorted());
  await page.getByRole("link", { name: "Source of Digits" }).click();
  for (const name of ["digits.ts", "digits/normalise.ts"]) {
    const shown = await page.getByLabel(`examples/${name}`).textContent();
    expect(shown).toBe(readFileSync(`${examples}/${name}`, "utf8"));
  }
  const problems = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(problems).toBe(0);
  await page.getByRole("button", { name: "Open it" }).click();
  await page.getByRole("button", { name: "Submit" }).waitFor();
});

test("a foreign site cannot make the gallery start anything", async () => {
  const gallery = await startScript(["--import", "tsx", "gallery/gallery.ts"], examples);
  onTestFinished(async () => void (await gallery.stop()));
  const answer = await fetch(`${gallery.url}/open/hello`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: "http://evil.example", "content-type": "application/x-www-form-urlencoded" },
  });
  expect(answer.status).toBe(403);
});
