import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { heldFile, testFiles } from "../file/view-parts/test-files.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import AudioView from "./audio.view.tsx";

const sound = () => new File(["RIFF"], "a.wav", { type: "audio/wav" });

test("a chosen sound is uploaded, then played; taken out, the field takes another", async () => {
  const files = testFiles();
  const shown = await showView(AudioView, { props: {}, value: null, label: "Voice", files });
  await expectAccessible();
  await userEvent.upload(shown.screen.getByLabelText("Voice"), sound());
  await expect.element(shown.screen.getByRole("progressbar", { name: "Uploading a.wav" })).toBeVisible();
  expect(shown.value()).toBe(null);
  files.uploads[0]!.arrive();
  await expect.element(shown.screen.getByLabelText("Voice: a.wav")).toBeVisible();
  expect(shown.value()).toMatchObject({ orig_name: "a.wav" });
  await expectAccessible();
  await userEvent.click(shown.screen.getByRole("button", { name: "Remove a.wav" }));
  expect(shown.value()).toBe(null);
  await expect.element(shown.screen.getByText("Choose a sound")).toBeVisible();
});

test("another kind of file is refused with a reason, and a failed upload can be tried again", async () => {
  const files = testFiles();
  const shown = await showView(AudioView, { props: {}, value: null, label: "Voice", files });
  const field = shown.screen.getByLabelText("Voice");
  field.element().removeAttribute("accept");
  await userEvent.upload(field, new File(["x"], "a.txt", { type: "text/plain" }));
  expect(shown.problem()).toBe("“a.txt” is of the wrong type. Choose a sound.");
  await userEvent.upload(field, sound());
  files.uploads[0]!.fail("The server is full.");
  await userEvent.click(shown.screen.getByRole("button", { name: "Retry" }));
  expect(files.uploads.length).toBe(2);
});

test("an output is a player with a link", async () => {
  const value = heldFile("out.wav", "data:audio/wav;base64,UklGRg==");
  const { screen } = await showView(AudioView, { props: { loop: true }, value, mode: "output" });
  const player = screen.container.querySelector("audio");
  expect([player?.controls, player?.loop, player?.autoplay]).toEqual([true, true, false]);
  await expect.element(screen.getByRole("link", { name: "Download out.wav" })).toHaveAttribute("download", "out.wav");
  await expectAccessible();
});
