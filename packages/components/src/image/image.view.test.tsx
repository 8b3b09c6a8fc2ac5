import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { dropOn, heldFile, pasteInto, pictureFile, testFiles, textFile } from "../file/view-parts/test-files.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import ImageView from "./image.view.tsx";

const red = await pictureFile("red.png");
const blue = await pictureFile("blue.png", "blue", 16);

test("a picture is chosen with the keyboard, shown while it is sent, and then is the value", async () => {
  const files = testFiles();
  const { screen, value } = await showView(ImageView, { props: {}, value: null, label: "Photo", files });
  await expectAccessible();
  const input = screen.getByRole("button", { name: /^Photo Choose/ });
  await userEvent.tab();
  await expect.element(input).toHaveFocus();
  await expect
    .element(input)
    .toHaveAttribute("accept", "image/png,image/jpeg,image/webp,image/gif,image/avif,image/tiff");
  await userEvent.upload(input, red);
  await expect.element(screen.getByRole("img", { name: "Photo: red.png" })).toBeVisible();
  await expect.element(screen.getByRole("progressbar", { name: "Uploading red.png" })).toBeVisible();
  await expectAccessible();
  expect(value()).toBeNull();
  files.uploads[0]?.arrive();
  await expect.poll(value).toMatchObject({ orig_name: "red.png" });
  expect(screen.getByRole("progressbar").elements()).toEqual([]);
  await expectAccessible();
});

test("drop and paste give a picture too, and one replaces the other", async () => {
  const files = testFiles();
  const { screen, value } = await showView(ImageView, { props: {}, value: null, label: "Photo", files });
  dropOn(screen.getByText("Choose a picture").element(), [red]);
  await expect.poll(() => files.uploads.length).toBe(1);
  files.uploads[0]?.arrive();
  await expect.poll(value).toMatchObject({ orig_name: "red.png" });
  pasteInto(screen.getByRole("button", { name: "Replace picture" }).element(), [blue]);
  await expect.element(screen.getByRole("img", { name: "Photo: blue.png" })).toHaveProperty("naturalWidth", 16);
  expect(value()).toMatchObject({ orig_name: "red.png" });
  files.uploads[1]?.arrive();
  await expect.poll(value).toMatchObject({ orig_name: "blue.png" });
});

test("Remove empties it and leaves the focus at the input", async () => {
  const files = testFiles();
  const value = heldFile("red.png", URL.createObjectURL(red));
  const shown = await showView(ImageView, { props: {}, value, label: "Photo", files });
  await shown.screen.getByRole("button", { name: "Remove picture" }).click();
  expect(shown.value()).toBeNull();
  expect(shown.onChange).toHaveBeenCalledExactlyOnceWith(null);
  await expect.element(shown.screen.getByRole("button", { name: /^Photo Choose/ })).toHaveFocus();
});

test("what is no picture or too large is refused with the limit, before any upload", async () => {
  const files = testFiles({ maxSize: 10 });
  const { screen, problem } = await showView(ImageView, { props: {}, value: null, label: "Photo", files });
  const zone = screen.getByText("Choose a picture").element();
  dropOn(zone, [textFile("a.txt")]);
  await expect.poll(problem).toMatch(/a\.txt.*wrong type.*a picture/);
  dropOn(zone, [red]);
  await expect.poll(problem).toMatch(/red\.png.*at most 10 bytes/);
  expect(files.uploads).toEqual([]);
  await expectAccessible();
});

const bitmap = new File([`BM${"\0".repeat(12)}\x28${"\0".repeat(40)}`], "four.bmp", { type: "image/bmp" });

test("a picture that is not read is told about at the field", async () => {
  const files = testFiles();
  const { screen, problem } = await showView(ImageView, { props: { reads: "pixels" }, value: null, files });
  dropOn(screen.getByText("Choose a picture").element(), [bitmap]);
  await expect
    .poll(problem)
    .toBe("“four.bmp” is BMP, which cannot be read here: choose a PNG, JPEG, WebP, GIF, AVIF or TIFF file.");
  expect(files.uploads).toEqual([]);
});

test("a picture that is only handed on may be of any kind", async () => {
  const files = testFiles();
  const { screen, problem } = await showView(ImageView, { props: { reads: "file" }, value: null, files });
  dropOn(screen.getByText("Choose a picture").element(), [bitmap]);
  await expect.poll(() => files.uploads.length).toBe(1);
  expect(problem()).toBeNull();
});

test("an upload that fails can go again, and one under way be cancelled", async () => {
  const files = testFiles();
  const { screen, problem } = await showView(ImageView, { props: {}, value: null, label: "Photo", files });
  await userEvent.upload(screen.getByRole("button", { name: /^Photo Choose/ }), red);
  await expect.poll(() => files.uploads.length).toBe(1);
  files.uploads[0]?.fail("The connection is gone.");
  await expect.poll(problem).toBe("The connection is gone.");
  await screen.getByRole("button", { name: "Retry" }).click();
  expect(problem()).toBeNull();
  await screen.getByRole("button", { name: "Cancel upload" }).click();
  expect(files.uploads[1]?.isStopped()).toBe(true);
  await expect.element(screen.getByText("Choose a picture")).toBeVisible();
});

test("an output keeps its picture until the next can be shown", async () => {
  const shown = await showView(ImageView, {
    props: {},
    value: heldFile("red.png", URL.createObjectURL(red)),
    mode: "output",
    label: "Result",
    files: testFiles(),
  });
  const picture = shown.screen.getByRole("img", { name: "Result" });
  await expect.element(picture).toHaveAttribute("width", "8");
  const element = picture.element() as HTMLImageElement;
  const changes: boolean[] = [];
  const observer = new MutationObserver(() => changes.push(element.isConnected && element.complete));
  observer.observe(document.body, { subtree: true, childList: true, attributes: true });
  await shown.setValue(heldFile("blue.png", URL.createObjectURL(blue)));
  await expect.element(picture).toHaveAttribute("width", "16");
  expect(picture.element()).toBe(element);
  expect(changes.length).toBeGreaterThan(0);
  expect(changes).not.toContain(false);
  await shown.setValue(null);
  expect(shown.screen.getByRole("img").elements()).toEqual([]);
});

test("an output is shown full screen and downloaded; one that cannot be read still is", async () => {
  const url = URL.createObjectURL(red);
  const value = heldFile("red.png", url);
  const shown = await showView(ImageView, { props: {}, value, mode: "output", label: "Result", files: testFiles() });
  const { screen } = shown;
  await expect.element(screen.getByRole("link", { name: "Download picture" })).toHaveAttribute("download", "red.png");
  const full = screen.getByRole("button", { name: "Full screen" });
  await full.click();
  await expect.element(screen.getByRole("dialog", { name: "Result" })).toBeVisible();
  await expectAccessible();
  await userEvent.keyboard("{Escape}");
  expect(screen.getByRole("dialog").elements()).toEqual([]);
  await expect.element(full).toHaveFocus();

  await shown.setValue(heldFile("a.tiff", URL.createObjectURL(textFile("a.tiff"))));
  await expect.element(screen.getByText("This picture cannot be shown here.")).toBeVisible();
  await expect.element(screen.getByRole("link", { name: "Download picture" })).toHaveAttribute("download", "a.tiff");
});
