import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { heldFile, testFiles } from "../file/view-parts/test-files.ts";
import { expectAccessible, showView } from "../view-parts/test-view.tsx";
import AudioView from "./audio.view.tsx";

const sound = () => new File(["RIFF\0\0\0\0WAVE"], "a.wav", { type: "audio/wav" });

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
  await expect.poll(() => files.uploads.length).toBe(1);
  files.uploads[0]!.fail("The server is full.");
  await userEvent.click(shown.screen.getByRole("button", { name: "Retry" }));
  expect(files.uploads.length).toBe(2);
});

const taken = [1, "taken"];
const refused = (problem: RegExp) => [0, expect.stringMatching(problem)];
const gsm = Uint8Array.from([49, 0, 1, 0, 64, 31, 0, 0, 89, 6, 0, 0, 65, 0, 0, 0]);

test.each<[string, BlobPart[], "file" | "known" | "more", unknown]>([
  [
    "gsm.wav",
    ["RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", gsm, "data\0\0\0\0"],
    "more",
    refused(/is a WAV file of GSM 6\.10, which cannot be/),
  ],
  ["gsm.wav", ["RIFF\x24\0\0\0WAVEfmt \x10\0\0\0", gsm, "data\0\0\0\0"], "file", taken],
  ["voice.m4a", ["\0\0\0\x1cftypM4A \0\0\0\0"], "known", refused(/is M4A, which cannot be read here: send WAV, MP3/)],
  ["voice.m4a", ["\0\0\0\x1cftypM4A \0\0\0\0"], "more", taken],
  ["tone.aiff", ["FORM\0\0\0\0AIFFCOMM"], "known", taken],
  ["notes.mp3", ["Dear diary"], "file", refused(/is not a sound of a known kind/)],
])("%s of %j, read as %s, is told about at the field", async (name, parts, reads, expected) => {
  const files = testFiles();
  const shown = await showView(AudioView, { props: { reads }, value: null, label: "Voice", files });
  await userEvent.upload(shown.screen.getByLabelText("Voice"), new File(parts, name, { type: "audio/x" }));
  await expect.poll(() => [files.uploads.length, shown.problem() ?? "taken"]).toEqual(expected);
});

test("an output is a player with a link", async () => {
  const value = heldFile("out.wav", "data:audio/wav;base64,UklGRg==");
  const { screen } = await showView(AudioView, { props: { loop: true }, value, mode: "output" });
  const player = screen.container.querySelector("audio");
  expect([player?.controls, player?.loop, player?.autoplay]).toEqual([true, true, false]);
  await expect.element(screen.getByRole("link", { name: "Download out.wav" })).toHaveAttribute("download", "out.wav");
  await expectAccessible();
});
