import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { pictureFile, testFiles } from "../file/view-parts/test-files.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import { fileMeta } from "@vitrine/protocol";
import GalleryView from "./gallery.view.tsx";

const dot = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==";
const held = (name: string) => ({ path: `0/${name}`, url: dot, orig_name: name, meta: fileMeta });

test("an output is a list of pictures with captions, each a link to its file", async () => {
  const value = [
    { image: held("a.png"), caption: "A fox" },
    { image: held("b.png"), caption: null },
  ];
  const shown = await showView(GalleryView, { props: {}, value, mode: "output", label: "Animals", files: testFiles() });
  await expect.element(shown.screen.getByRole("list", { name: "Animals" })).toBeVisible();
  await expect.element(shown.screen.getByRole("img", { name: "A fox" })).toBeVisible();
  await expect.element(shown.screen.getByRole("link", { name: "Animals 2" })).toHaveAttribute("href", dot);
  await expectAccessible();
});

test("chosen pictures become items, and those that were there keep their captions", async () => {
  const files = testFiles();
  const value = [{ image: held("a.png"), caption: "A fox" }];
  const shown = await showView(GalleryView, { props: {}, value, label: "Animals", files });
  await userEvent.upload(shown.screen.getByLabelText("Animals", { exact: true }), await pictureFile("b.png"));
  files.uploads[0]!.arrive();
  await expect.element(shown.screen.getByRole("img", { name: "b.png" })).toBeVisible();
  expect(shown.value()).toMatchObject([{ caption: "A fox" }, { image: { orig_name: "b.png" }, caption: null }]);
  await expectAccessible();
  await userEvent.click(shown.screen.getByRole("button", { name: "Remove a.png" }));
  expect(shown.value()).toMatchObject([{ image: { orig_name: "b.png" } }]);
});
