import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;
let script: RunningScript;

beforeAll(async () => {
  [browser, script] = await Promise.all([openBrowser(), startScript(["--import", "tsx", "blocks.ts"], apps)]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
});

const open = (): Promise<Page> => visit(browser, script.url, {}, "Greet");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const field = (page: Page, name: string) => page.getByRole("textbox", { name, exact: true });
const output = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

test("a click and the Enter key run a function, and its output runs the next", async () => {
  const page = await open();
  await lookAt(page, "blocks-idle");
  await field(page, "Name").fill("Ada");
  await button(page, "Greet").click();
  await expect.poll(() => field(page, "Greeting").inputValue()).toBe("Hello Ada");
  await output(page, "Shouted").getByText("HELLO ADA").waitFor();
  await field(page, "Name").fill("Grace");
  await field(page, "Name").press("Enter");
  await output(page, "Shouted").getByText("HELLO GRACE").waitFor();
  await output(page, "Typed").getByText("typed Grace").waitFor();
  await button(page, "Shout").click();
  await output(page, "Shouted").getByText("Grace!").waitFor();
});

test("a run tells how it stands at its output, and another button stops it", async () => {
  const page = await open();
  await button(page, "Wait").focus();
  await page.keyboard.press("Enter");
  await output(page, "Waited").getByText("waiting").waitFor();
  await output(page, "Waited").getByRole("progressbar", { name: "Resting, 1 of 4 hours" }).waitFor();
  await lookAt(page, "blocks-running");
  await button(page, "Add").click();
  await output(page, "Sum").getByText("1", { exact: true }).waitFor();
  await button(page, "Halt").click();
  await output(page, "Waited").getByText("Stopped").waitFor();
  await output(page, "Waited").getByText("waiting").waitFor();
  await button(page, "Add").click();
  await output(page, "Sum").getByText("2", { exact: true }).waitFor();
});

test("after a reload each output shows what it held, and how the run ended that filled it in last", async () => {
  const page = await open();
  await field(page, "Name").fill("Ada");
  await button(page, "Greet").click();
  await output(page, "Shouted").getByText("HELLO ADA").waitFor();
  await button(page, "Add").click();
  await output(page, "Sum").getByText("1", { exact: true }).waitFor();
  await page.reload();
  await output(page, "Shouted").getByText("HELLO ADA").waitFor();
  await output(page, "Sum").getByText("1", { exact: true }).waitFor();
  await output(page, "Shouted")
    .getByText(/^(< )?\d+\.\d s$/)
    .waitFor();
});

test("after a reload the page follows its run", async () => {
  const page = await open();
  await field(page, "Name").fill("Ada");
  await button(page, "Wait").click();
  await output(page, "Waited").getByText("waiting").waitFor();
  await page.reload();
  await output(page, "Waited").getByText("waiting").waitFor();
  expect(await field(page, "Name").inputValue()).toBe("Ada");
  await button(page, "Halt").click();
  await output(page, "Waited").getByText("Stopped").waitFor();
});

test("an error stands at the output of its function; without an output it is a message", async () => {
  const page = await open();
  await field(page, "Name").fill("nobody");
  await button(page, "Greet").click();
  await page.getByRole("heading", { name: "No name" }).waitFor();
  await lookAt(page, "blocks-error");
  await field(page, "Name").fill("Ada");
  await button(page, "Retry").click();
  await output(page, "Shouted").getByText("HELLO ADA").waitFor();
  await button(page, "Fail").click();
  await page.getByRole("alert").getByText("The oven is cold.").waitFor();
});

test("an update changes choices and words, and a new choice is accepted", async () => {
  const page = await open();
  await page.getByRole("combobox", { name: "Country" }).selectOption("Norway");
  const city = page.getByRole("combobox", { name: "Norwegian city" });
  await city.selectOption("Bergen");
  await button(page, "Travel").click();
  await output(page, "Ticket").getByText("A ticket to Bergen").waitFor();
  await button(page, "Say").click();
  await expect.poll(() => field(page, "Full name").inputValue()).toBe("Ada");
  await page.reload();
  await city.waitFor();
  expect(await city.locator("option:checked").textContent()).toBe("Bergen");
  await button(page, "Travel").click();
  await output(page, "Ticket").getByText("A ticket to Bergen").waitFor();
});

test("an update locks a field, renames a button and takes a field away; a wrong value is told at its field", async () => {
  const page = await open();
  await button(page, "Lock").click();
  await button(page, "Locked").waitFor();
  const secret = page.getByRole("textbox", { name: "Secret", exact: true });
  await expect.poll(() => secret.inputValue()).toBe("shown, locked");
  expect(await secret.isEditable()).toBe(false);
  await button(page, "Hide").click();
  await secret.waitFor({ state: "detached" });
  const level = page.getByRole("spinbutton", { name: "Level" });
  await level.fill("9");
  await button(page, "Wrong").click();
  await page.getByText("at most 5").waitFor();
  expect(await level.getAttribute("aria-invalid")).toBe("true");
  await level.fill("4");
  await button(page, "Wrong").click();
  await output(page, "Ticket").getByText("level 4").waitFor();
});

test("several runs of one function go on at once", async () => {
  const page = await open();
  await button(page, "Each").click();
  await output(page, "Together").getByText("Running").waitFor();
  await button(page, "Each").click();
  await output(page, "Together").getByText("2", { exact: true }).waitFor();
});

test("an Interface and a chat work inside a layout", async () => {
  const page = await open();
  await field(page, "Inner text").fill("abc");
  await field(page, "Inner text").press("Enter");
  await output(page, "Echoed").getByText("inside: abc").waitFor();
  await button(page, "Clear").click();
  await output(page, "Echoed").getByText("The result appears here.").waitFor();
  await field(page, "Message").fill("first");
  await field(page, "Message").press("Enter");
  await page.getByText("0 before: first").waitFor();
  expect(await field(page, "Message").inputValue()).toBe("");
  await field(page, "Message").fill("second");
  await button(page, "Send").click();
  await page.getByText("2 before: second").waitFor();
  await lookAt(page, "blocks-nested");
});

test("an update changes the outputs of an Interface, too", async () => {
  const app = await startScript(["--import", "tsx", "blocks-update.ts"], apps);
  onTestFinished(async () => void (await app.stop()));
  const page = await visit(browser, app.url);
  expect(await output(page, "More").count()).toBe(0);
  await page.getByRole("combobox", { name: "Word" }).selectOption("two");
  await page.getByRole("button", { name: "Submit" }).click();
  await output(page, "Answer to two").getByText("two", { exact: true }).waitFor();
  await output(page, "More").getByText("more", { exact: true }).waitFor();
});
