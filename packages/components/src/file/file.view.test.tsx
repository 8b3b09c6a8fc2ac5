import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import FileView from "./file.view.tsx";
import { dropOn, heldFile, pasteInto, testFiles, textFile } from "./view-parts/test-files.ts";

const multiple = { file_count: "multiple" } as const;

test("a chosen file is uploaded with a bar and then is the value", async () => {
  const files = testFiles();
  const { screen, value } = await showView(FileView, { props: {}, value: null, label: "Table", files });
  const input = screen.getByRole("button", { name: /^Table Choose/ });
  await userEvent.upload(input, textFile("a.csv", "x".repeat(1000)));
  const bar = screen.getByRole("progressbar", { name: "Uploading a.csv" });
  await expect.element(bar).toBeVisible();
  files.uploads[0]?.progress(640);
  await expect.element(bar).toHaveAttribute("value", "64");
  await expect.element(screen.getByText("64 %")).toBeVisible();
  expect(value()).toBeNull();
  files.uploads[0]?.arrive();
  await expect.element(screen.getByText("1000 bytes").or(screen.getByText("1 KB"))).toBeVisible();
  expect(value()).toMatchObject({ orig_name: "a.csv", size: 1000 });
  await expectAccessible();
});

test("several keep the order in which they were chosen, and are told together", async () => {
  const files = testFiles();
  const { screen, value, onChange } = await showView(FileView, {
    props: multiple,
    value: null,
    label: "Tables",
    files,
  });
  const input = screen.getByRole("button", { name: /^Tables Choose/ });
  dropOn(
    input.element(),
    ["a.csv", "b.csv"].map((name) => textFile(name)),
  );
  pasteInto(input.element(), [textFile("c.csv")]);
  await expect.poll(() => files.uploads.length).toBe(3);
  for (const at of [2, 0, 1]) files.uploads[at]?.arrive();
  await expect.poll(value).toMatchObject([{ orig_name: "a.csv" }, { orig_name: "b.csv" }, { orig_name: "c.csv" }]);
  expect(onChange).toHaveBeenCalledTimes(1);

  await screen.getByRole("button", { name: "Remove b.csv" }).click();
  expect(value()).toMatchObject([{ orig_name: "a.csv" }, { orig_name: "c.csv" }]);
  await expect.element(input).toHaveFocus();
});

test("one file takes the place of the one before only when it has arrived", async () => {
  const files = testFiles();
  const old = heldFile("old.csv");
  const { screen, value } = await showView(FileView, { props: {}, value: old, label: "Table", files });
  await userEvent.upload(screen.getByRole("button", { name: /^Table Choose/ }), textFile("new.csv"));
  await expect.element(screen.getByRole("listitem").getByText("old.csv")).toBeInTheDocument();
  expect(value()).toBe(old);
  files.uploads[0]?.arrive();
  await expect.poll(value).toMatchObject({ orig_name: "new.csv" });
  expect(screen.getByText("old.csv").elements()).toEqual([]);
});

test("a wrong type, too large or too many never leave the browser", async () => {
  const files = testFiles({ maxSize: 2048, maxCount: 2 });
  const props = { ...multiple, file_types: [".csv"] };
  const { screen, problem } = await showView(FileView, { props, value: null, label: "Tables", files });
  const input = screen.getByRole("button", { name: /^Tables Choose/ });
  await expect.element(input).toHaveAttribute("accept", ".csv");
  await expect.element(screen.getByText("CSV, up to 2 KB")).toBeVisible();
  dropOn(input.element(), [textFile("a.txt")]);
  await expect.poll(problem).toMatch(/a\.txt.*wrong type.*CSV/);
  dropOn(input.element(), [textFile("big.csv", "x".repeat(4096))]);
  await expect.poll(problem).toMatch(/big\.csv.*4 KB.*2 KB/);
  dropOn(
    input.element(),
    ["1.csv", "2.csv", "3.csv"].map((name) => textFile(name)),
  );
  await expect.poll(problem).toMatch(/3\.csv.*at most 2 files/);
  expect(files.uploads.map(({ name }) => name)).toEqual(["1.csv", "2.csv"]);
});

test("a failed upload says why and goes again; one under way can be cancelled", async () => {
  const files = testFiles();
  const { screen, value, problem } = await showView(FileView, { props: {}, value: null, label: "Table", files });
  await userEvent.upload(screen.getByRole("button", { name: /^Table Choose/ }), textFile("a.csv"));
  files.uploads[0]?.fail("The disk is full.");
  await expect.poll(problem).toBe("The disk is full.");
  await expect.element(screen.getByText("Failed")).toBeVisible();
  await expectAccessible();
  await screen.getByRole("button", { name: "Retry a.csv" }).click();
  expect(problem()).toBeNull();
  await screen.getByRole("button", { name: "Cancel a.csv" }).click();
  expect(files.uploads[1]?.isStopped()).toBe(true);
  expect(screen.getByRole("listitem").elements()).toEqual([]);
  expect(value()).toBeNull();
});

test("Clear empties it, and an example fills it, also while files are on their way", async () => {
  const files = testFiles();
  const start = [heldFile("a.csv")];
  const shown = await showView(FileView, { props: multiple, value: start, label: "Tables", files });
  await userEvent.upload(shown.screen.getByRole("button", { name: /^Tables Choose/ }), textFile("b.csv"));
  await shown.setValue(null);
  await expect.element(shown.screen.getByRole("button", { name: /^Tables Choose/ })).toBeInTheDocument();
  expect(shown.screen.getByRole("listitem").elements()).toEqual([]);
  expect(files.uploads[0]?.isStopped()).toBe(true);
  await shown.setValue([heldFile("c.csv")]);
  await expect.element(shown.screen.getByRole("listitem").getByText("c.csv")).toBeInTheDocument();
  expect(shown.onChange).not.toHaveBeenCalled();
});

test("an output lists links to download", async () => {
  const { screen } = await showView(FileView, {
    props: {},
    value: [heldFile("a.csv", "data:,a", 1_468_006), heldFile("b.csv")],
    mode: "output",
    label: "Tables",
    files: testFiles(),
  });
  const link = screen.getByRole("link", { name: "Download a.csv" });
  await expect.element(link).toHaveAttribute("href", "data:,a");
  await expect.element(link).toHaveAttribute("download", "a.csv");
  await expect.element(screen.getByText("1.4 MB")).toBeVisible();
  await expectAccessible();
});
