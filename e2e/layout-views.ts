import type { Page } from "playwright-core";
import { chinese, longWord } from "./apps/hard-words.ts";

/** All kinds of pages, with plain words and with words that no line holds. */
export const views: readonly View[] = [
  {
    script: "apps/hard-text.ts",
    open: async (page) => {
      await page.locator(".run").click();
      await page.locator(".took").waitFor();
      await page.locator(".toast").waitFor();
    },
  },
  {
    script: "apps/components.ts",
    open: async (page) => {
      await page.getByRole("button", { name: "Submit" }).click();
      await page.locator(".took").waitFor();
    },
  },
  {
    script: "apps/rows.ts",
    open: async (page) => {
      await page.getByRole("textbox", { name: "Name" }).fill("Ada");
      await button(page, "Go").click();
      await page.locator(".took").waitFor();
    },
  },
  { script: "apps/blocks.ts", open: (page) => button(page, "Greet").waitFor() },
  {
    script: "apps/states.ts",
    open: async (page) => {
      await page.getByRole("combobox", { name: "Act" }).selectOption("progress");
      await page.getByRole("textbox", { name: "Text" }).fill("word");
      await page.getByRole("spinbutton", { name: "Amount" }).fill("2");
      await page.getByRole("button", { name: "Submit" }).click();
      await page.getByText("3 of 5 steps", { exact: true }).waitFor();
    },
  },
  {
    script: "apps/chat.ts",
    open: async (page) => {
      await page.getByRole("textbox").fill("Say this");
      await page.getByRole("textbox").press("Enter");
      await page.getByText("before: Say this").waitFor();
    },
  },
  {
    script: "apps/hard-blocks.ts",
    open: async (page) => {
      await button(page, longWord).click();
      await page.locator(".took").first().waitFor();
      const message = page.getByRole("textbox", { name: "Message" });
      await message.fill(`${longWord} ${chinese}`);
      await message.press("Enter");
      await page.locator(".took").nth(1).waitFor();
    },
  },
  { script: "apps/hard-blocks.ts", path: "?view=api", open: (page) => button(page, "Call").first().waitFor() },
  { script: "apps/api-kitchen.ts", path: "?view=api", open: (page) => button(page, "Call").first().waitFor() },
  {
    script: "apps/hard-blocks.ts",
    path: "?view=monitor",
    open: (page) => page.getByRole("region", { name: "/short" }).waitFor(),
  },
  {
    script: "apps/hard-login.ts",
    open: async (page) => {
      await logIn(page, "wrong");
      await page.getByRole("alert").waitFor();
    },
  },
  {
    script: "apps/hard-login.ts",
    open: async (page) => {
      await logIn(page, "open sesame");
      const message = page.getByRole("textbox", { name: "Message" });
      await message.fill(longWord);
      await message.press("Enter");
      await page.locator(".took").waitFor();
    },
  },
];

/** A page, and what brings it into the state that is looked at. */
interface View {
  readonly script: string;
  readonly path?: string;
  readonly open: (page: Page) => Promise<void>;
}

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function logIn(page: Page, password: string): Promise<void> {
  await page.getByLabel("Name").fill("ann");
  await page.getByLabel("Password").fill(password);
  await button(page, "Sign in").click();
}
