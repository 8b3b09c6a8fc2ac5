import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { heldFile, testFiles } from "../file/view-parts/test-files.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import VideoView from "./video.view.tsx";

test("a chosen video is uploaded, then played", async () => {
  const files = testFiles();
  const shown = await showView(VideoView, { props: {}, value: null, label: "Clip", files });
  await userEvent.upload(
    shown.screen.getByLabelText("Clip"),
    new File(["\0\0\0\x14ftypisom"], "a.webm", { type: "video/webm" }),
  );
  await expect.poll(() => files.uploads.length).toBe(1);
  files.uploads[0]!.arrive();
  await expect.element(shown.screen.getByLabelText("Clip: a.webm")).toBeVisible();
  expect(shown.value()).toMatchObject({ orig_name: "a.webm" });
  await expectAccessible();
});

test("what is no video is told about at the field", async () => {
  const files = testFiles();
  const shown = await showView(VideoView, { props: {}, value: null, label: "Clip", files });
  await userEvent.upload(shown.screen.getByLabelText("Clip"), new File(["fLaC"], "a.mp4", { type: "video/mp4" }));
  await expect
    .poll(() => shown.problem())
    .toBe("“a.mp4” is a sound (FLAC) and not a video: choose a file of MP4, WebM or Ogg.");
  expect(files.uploads).toEqual([]);
});

test("an output is a player of the author's size, with a link", async () => {
  const value = heldFile("out.mp4", "data:video/mp4;base64,");
  const { screen } = await showView(VideoView, { props: { height: 120 }, value, mode: "output", label: "Clip" });
  expect((screen.getByLabelText("Clip").element() as HTMLVideoElement).offsetHeight).toBe(120);
  await expect.element(screen.getByRole("link", { name: "Download out.mp4" })).toHaveAttribute("download", "out.mp4");
  await expectAccessible();
});
