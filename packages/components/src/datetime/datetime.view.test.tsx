import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import DateTimeView from "./datetime.view.tsx";

test("an input sends Gradio's form, and nothing once it is emptied", async () => {
  const shown = await showView(DateTimeView, { props: {}, value: null, label: "Start" });
  const field = shown.screen.getByLabelText("Start");
  await userEvent.fill(field, "2026-05-06T07:08");
  expect(shown.value()).toBe("2026-05-06 07:08:00");
  await userEvent.fill(field, "2026-05-06T07:08:09");
  expect(shown.value()).toBe("2026-05-06 07:08:09");
  await userEvent.keyboard("{Enter}");
  expect(shown.onEvent).toHaveBeenCalledExactlyOnceWith("submit");
  await expectAccessible();
  await userEvent.clear(field);
  expect(shown.value()).toBe(null);
});

test("without a time it is a day alone", async () => {
  const shown = await showView(DateTimeView, { props: { include_time: false }, value: "2026-05-06", label: "Day" });
  await expect.element(shown.screen.getByLabelText("Day")).toHaveValue("2026-05-06");
  await userEvent.fill(shown.screen.getByLabelText("Day"), "1999-12-31");
  expect(shown.value()).toBe("1999-12-31");
});

test("an output is its text", async () => {
  const props = { timezone: "Europe/Berlin" };
  const { screen } = await showView(DateTimeView, { props, value: "2026-05-06 07:08:09", mode: "output" });
  await expect.element(screen.getByText("2026-05-06 07:08:09")).toHaveAttribute("datetime", "2026-05-06T07:08:09");
  await expect.element(screen.getByText("Europe/Berlin")).toBeVisible();
  await expectAccessible();
});
