import { fileURLToPath } from "node:url";
import { Client } from "@gradio/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let browser: Browser;
let script: RunningScript;

beforeAll(async () => {
  [browser, script] = await Promise.all([openBrowser(), startScript(["--import", "tsx", "chat.ts"], apps)]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
});

interface Described {
  readonly parameters: readonly { readonly parameter_name: string; readonly hidden?: boolean }[];
}

const open = (): Promise<Page> => visit(browser, script.url, {}, "Send");
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const box = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
const log = (page: Page) => page.getByRole("log", { name: "Conversation" });

async function say(page: Page, words: string): Promise<void> {
  await box(page).fill(words);
  await box(page).press("Enter");
}

test("Enter sends, Shift and Enter break the line, answers are formatted and remember what came before", async () => {
  const page = await open();
  await log(page).getByText("Say something to begin.").waitFor();
  await lookAt(page, "chat-empty");
  await box(page).focus();
  await page.keyboard.type("one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two");
  expect(await box(page).inputValue()).toBe("one\ntwo");
  await page.keyboard.press("Enter");
  await log(page).getByText("0 before: one").waitFor();
  expect(await log(page).locator("strong").innerText()).toBe("0");
  expect(await box(page).inputValue()).toBe("");
  expect(await box(page).evaluate((element) => element === document.activeElement)).toBe(true);
  await say(page, "<script>document.title = 1</script>three");
  await log(page).getByText("1 before: three").waitFor();
  expect(await page.title()).not.toBe("1");
  await lookAt(page, "chat-done");
});

test("what was said is seen at once; Stop keeps what came, and the next message goes on from there", async () => {
  const page = await open();
  await say(page, "wait");
  await log(page).getByText("0 before").waitFor();
  await button(page, "Stop").waitFor();
  await lookAt(page, "chat-running");
  await button(page, "Stop").click();
  await page.getByText("Stopped").first().waitFor();
  await log(page).getByText("0 before").waitFor();
  await say(page, "think");
  await log(page).getByText("think", { exact: true }).waitFor();
  await page.reload();
  await log(page).getByText("think", { exact: true }).waitFor();
  await button(page, "Stop").click();
  await expect.poll(() => box(page).inputValue()).toBe("think");
  await say(page, "again");
  await log(page).getByText("1 before: again").waitFor();
});

test("a message whose answer failed comes back to the text box, and can be sent again", async () => {
  const page = await open();
  await say(page, "fail");
  await page.getByRole("heading", { name: "No answer" }).waitFor();
  expect(await box(page).inputValue()).toBe("fail");
  await lookAt(page, "chat-error");
  await box(page).fill("hello");
  await page.getByRole("alert").getByRole("button", { name: "Retry" }).click();
  const answer = log(page).getByText("0 before: hello");
  await answer.waitFor();
  await say(page, "fail");
  const note = page.getByRole("alert").filter({ hasText: "asleep" });
  await note.waitFor();
  const [said, told] = [(await answer.boundingBox())!, (await note.boundingBox())!];
  expect(told.y).toBeGreaterThan(said.y + said.height + 8);
  await say(page, "fail half-way");
  await page.getByRole("alert").getByText("The parrot fell.").waitFor();
  await log(page).getByText("Half of").waitFor();
  expect(await button(page, "Retry").count()).toBe(1);
  await page
    .getByRole("status")
    .getByText(/^Failed/)
    .first()
    .waitFor({ state: "attached" });
  await page.getByRole("alert").getByRole("button", { name: "Retry" }).click();
  await log(page).getByText("1 before: fail half-way").waitFor();
});

test("a blank message is not sent, neither first nor later, and the box keeps the focus", async () => {
  const page = await open();
  const hasFocus = () => box(page).evaluate((element) => element === document.activeElement);
  const asked = async (): Promise<void> => {
    await box(page).fill("hello");
    await box(page).press("Enter");
  };
  for (const blank of ["", "  ", "\n\t"]) {
    await box(page).fill(blank);
    await box(page).press("Enter");
    await button(page, "Send").click();
    await expect.poll(hasFocus).toBe(true);
  }
  await log(page).getByText("Say something to begin.").waitFor();
  await asked();
  await log(page).getByText("0 before: hello").waitFor();
  await box(page).press("Enter");
  await box(page).fill(" ");
  await button(page, "Send").click();
  await expect.poll(hasFocus).toBe(true);
  await asked();
  await log(page).getByText("1 before: hello").waitFor();
  expect(await page.getByText("Please give").count()).toBe(0);
});

test("a message that gets no answer stays in the conversation", async () => {
  const page = await open();
  await say(page, "say nothing");
  await button(page, "Undo").waitFor();
  await log(page).getByText("say nothing", { exact: true }).waitFor();
  expect(await box(page).inputValue()).toBe("");
  await say(page, "hello");
  await log(page).getByText("1 before: hello").waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
});

test("an answer's options are sent by a press", async () => {
  const page = await open();
  await say(page, "choose");
  await button(page, "Some nuts").click();
  await log(page).getByText("1 before: nuts").waitFor();
  expect(await button(page, "Some nuts").count()).toBe(0);
});

test("a message that gets no answer stays in the conversation, and the next one follows it", async () => {
  const page = await open();
  await say(page, "say nothing");
  await page.getByText("Send", { exact: true }).waitFor();
  await log(page).getByText("say nothing").waitFor();
  expect(await box(page).inputValue()).toBe("");
  await say(page, "next");
  await log(page).getByText("1 before: next").waitFor();
  await expect.poll(() => log(page).getByText("say nothing").count()).toBe(1);
});

test("retry, undo, copy and clear; a reload keeps the conversation", async () => {
  const page = await open();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await say(page, "first");
  await log(page).getByText("0 before: first").waitFor();
  await say(page, "second");
  await log(page).getByText("1 before: second").waitFor();
  await button(page, "Copy answer").click();
  await button(page, "Copied").waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("**1** before: second");
  await button(page, "Retry").click();
  await log(page).getByText("1 before: second").waitFor();
  await page.getByText("Send", { exact: true }).waitFor();
  expect(await log(page).getByText("second", { exact: true }).count()).toBe(1);
  await page.reload();
  await log(page).getByText("1 before: second").waitFor();
  await button(page, "Undo").click();
  expect(await box(page).inputValue()).toBe("second");
  await expect.poll(() => box(page).evaluate((element) => element === document.activeElement)).toBe(true);
  expect(await log(page).getByText("second").count()).toBe(0);
  await button(page, "Clear").click();
  await log(page).getByText("Say something to begin.").waitFor();
  await say(page, "anew");
  await log(page).getByText("0 before: anew").waitFor();
});

test("the official client talks turn after turn in one session, and sessions do not meet", async () => {
  const [one, other] = await Promise.all([Client.connect(script.url), Client.connect(script.url)]);
  const ask = async (client: typeof one, message: string) => (await client.predict("/chat", { message })).data;
  expect(await ask(one, "a")).toEqual(["**0** before: a"]);
  expect(await ask(one, "b")).toEqual(["**1** before: b"]);
  expect(await ask(other, "c")).toEqual(["**0** before: c"]);
  await expect(ask(one, "fail")).rejects.toMatchObject({ message: "The parrot is asleep." });
  expect(await ask(one, "say nothing")).toEqual([null]);
  expect(await ask(one, "d")).toEqual(["**3** before: d"]);
  const { named_endpoints: endpoints } = (await one.view_api()) as { named_endpoints: Record<string, Described> };
  expect(Object.keys(endpoints)).toEqual(["/chat"]);
  // The client adds hidden places for what the server keeps.
  const asked = endpoints["/chat"]!.parameters.filter(({ hidden }) => !hidden);
  expect(asked.map(({ parameter_name: name }) => name)).toEqual(["message"]);
  one.close();
  other.close();
});
