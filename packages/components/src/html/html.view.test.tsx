import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import HtmlView from "./html.view.tsx";

test("shows the HTML with its classes, and none of what runs", async () => {
  const value =
    '<p class="mine">Hello <b>you</b></p><script>window.ran = 1</script><img src=x onerror="window.ran = 1"><a href="data:text/html,x">a</a>';
  const { screen } = await showView(HtmlView, { props: {}, value, mode: "output" });
  await expect.element(screen.getByText("you")).toBeVisible();
  expect(screen.container.querySelector("p.mine")).not.toBe(null);
  expect(screen.container.innerHTML).not.toMatch(/<script|onerror|data:text/);
  expect((window as { ran?: number }).ran).toBe(undefined);
  await expectAccessible();
});

test("elements keep their own style, within their frame", async () => {
  const value = '<p style="color: rgb(200, 0, 0); position: fixed; inset: 0">Red words</p><button>Go</button>';
  const { screen, setValue } = await showView(HtmlView, { props: {}, value, mode: "output" });
  const red = screen.getByText("Red words").element() as HTMLElement;
  expect(getComputedStyle(red).color).toBe("rgb(200, 0, 0)");
  const frame = red.parentElement!.getBoundingClientRect();
  expect(red.getBoundingClientRect().height).toBeLessThanOrEqual(frame.height);
  expect(screen.getByRole("button").elements()).toEqual([]);
  await setValue('<i style="color: rgb(0, 0, 200)">Blue words</i>');
  expect(getComputedStyle(screen.getByText("Blue words").element()).color).toBe("rgb(0, 0, 200)");
});

test("cannot lay anything over the page", async () => {
  const { screen } = await showView(HtmlView, { props: {}, value: '<p class="over">over</p>', mode: "output" });
  const over = screen.getByText("over").element() as HTMLElement;
  // What a class of the page might do.
  over.style.cssText = "position: fixed; inset: 0; background: red";
  const frame = over.parentElement!.getBoundingClientRect();
  expect(over.getBoundingClientRect().height).toBeLessThanOrEqual(frame.height);
});

test("an input without a value is written", async () => {
  const shown = await showView(HtmlView, { props: {}, value: null, label: "Page" });
  await userEvent.fill(shown.screen.getByRole("textbox", { name: "Page" }), "<i>a</i>");
  expect(shown.value()).toBe("<i>a</i>");
  await expectAccessible();
});
