import { fileMeta } from "@vitrine/protocol";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import ChatbotView from "./chatbot.view.tsx";

const text = (words: string) => [{ type: "text", text: words } as const];

test("says who said what, formatted and harmless", async () => {
  const value = [
    { role: "user", content: text("**Hi**<img src=x onerror='window.chat = 1'>") },
    { role: "assistant", content: text("# Hello\n\n<script>window.chat = 1</script>there") },
  ];
  const { screen } = await showView(ChatbotView, { props: {}, value, mode: "output" });
  await expect.element(screen.getByRole("log", { name: "Result" })).toBeVisible();
  await expect.element(screen.getByText("You", { exact: true })).toBeVisible();
  await expect.element(screen.getByRole("heading", { name: "Hello" })).toBeVisible();
  expect(screen.container.querySelectorAll("img, script, [onerror]").length).toBe(0);
  await expect.element(screen.getByText("<img src=x onerror='window.chat = 1'>")).toBeVisible();
  expect((window as { chat?: number }).chat).toBe(undefined);
  await expectAccessible();
});

test("words in angle brackets are words, and a message that cannot be formatted takes no other with it", async () => {
  const words = ["before\n<name>\nafter", "vector<int> v;", "<think>plan</think> answer", "<I am here>", "a <b>b</b>"];
  const value = [
    ...words.map((said) => ({ role: "user", content: said })),
    ...words.map((said) => ({ role: "assistant", content: text(said) })),
    { role: "assistant", content: ">".repeat(20_000) },
    { role: "user", content: "x".repeat(300_000) },
    { role: "assistant", content: "**still** here" },
  ];
  const { screen } = await showView(ChatbotView, { props: {}, value, mode: "output" });
  const shown = [...screen.container.querySelectorAll(".md")].map((one) => (one as HTMLElement).innerText.trim());
  expect(shown.slice(0, 9)).toEqual([...words, ...words.slice(0, 4)]);
  expect(shown[9]).toBe("a b");
  expect(shown[10]).toHaveLength(20_000);
  expect(shown[11]).toHaveLength(300_000);
  expect(shown[12]).toBe("still here");
});

test("shows files and folds thoughts that are done", async () => {
  const file = { path: "0/a.csv", orig_name: "a.csv", meta: fileMeta };
  const value = [
    {
      role: "assistant",
      content: text("query"),
      metadata: { title: "Search", duration: 1.25, status: "done" as const },
    },
    { role: "assistant", content: [{ type: "file" as const, file }] },
  ];
  const { screen } = await showView(ChatbotView, { props: {}, value, mode: "output" });
  await expect.element(screen.getByText("Search (1.3 s)")).toBeVisible();
  await expect.element(screen.getByText("query")).not.toBeVisible();
  await expect.element(screen.getByRole("link", { name: "a.csv" })).toHaveAttribute("download", "a.csv");
  await expectAccessible();
});

test("follows what arrives, unless its reader went up", async () => {
  const value = Array.from({ length: 30 }, (_, index) => ({ role: "user", content: `message ${index}` }));
  const { screen, setValue } = await showView(ChatbotView, { props: { height: 120 }, value, mode: "output" });
  const log = screen.getByRole("log").element();
  expect(log.scrollTop + log.clientHeight).toBeGreaterThan(log.scrollHeight - 2);
  await setValue([...value, { role: "assistant", content: "new" }]);
  expect(log.scrollTop + log.clientHeight).toBeGreaterThan(log.scrollHeight - 2);
  const scrolled = new Promise((resolve) => log.addEventListener("scroll", resolve, { once: true }));
  log.scrollTop = 0;
  await scrolled;
  await setValue([...value, { role: "assistant", content: "newer" }]);
  expect(log.scrollTop).toBe(0);
});

test("the answers that the last message offers can be pressed, once it is whole", async () => {
  const options = [{ value: "yes", label: "Yes, please" }, { value: "no" }];
  const asked: NonNullable<Parameters<typeof ChatbotView>[0]["value"]> = [
    { role: "assistant", content: "Earlier?", options },
    { role: "assistant", content: "Shall I?", options },
  ];
  const shown = await showView(ChatbotView, { props: {}, value: asked, mode: "output" });
  expect(shown.screen.getByRole("button").elements()).toHaveLength(2);
  await userEvent.click(shown.screen.getByRole("button", { name: "Yes, please" }));
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("option_select", { index: 1, value: "yes" });
  await expectAccessible();
  await shown.setValue([...asked, { role: "user", content: "yes" }]);
  expect(shown.screen.getByRole("button").elements()).toEqual([]);
});

test("an empty conversation says what may be said", async () => {
  const { screen } = await showView(ChatbotView, { props: { placeholder: "Ask me" }, value: [], mode: "output" });
  await expect.element(screen.getByText("Ask me")).toBeVisible();
});
