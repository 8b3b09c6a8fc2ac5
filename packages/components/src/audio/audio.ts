import type { FileData } from "@vitrine/protocol";
import type { CommonProps, Component } from "../core/component.ts";
import { type Definition, type Exactly, makeComponent } from "../core/define-component.ts";
import { fileSchema } from "../media/file-schema.ts";
import type { GivesFile, ReceivedFile } from "../core/files.ts";
import { giveMedia, receiveMedia } from "../media/media-file.ts";
import { flag, oneOf } from "../options/option-checks.ts";
import type { Nullable } from "../core/value-types.ts";
import { decodeAudio, encodeWave, readableKinds } from "./audio.codec.ts";
import { looksLikeSamples, type Samples } from "./samples/samples.ts";

/** Options of an Audio. */
export interface AudioProps {
  readonly value?: Samples | GivesFile | null | undefined;
  /** Whether the function receives samples, or the file as it was sent; "samples" where left out. */
  readonly type?: "samples" | "file" | undefined;
  /** Whether an output plays as soon as it arrives. */
  readonly autoplay?: boolean | undefined;
  /** Whether it starts again at its end. */
  readonly loop?: boolean | undefined;
}

/** The four types of an Audio's value, in samples. */
export interface AudioTypes {
  send: FileData | Blob;
  receive: Samples;
  give: Samples | GivesFile;
  read: FileData;
}

/** The four types of an Audio's value with `type: "file"`. */
export interface AudioFileTypes {
  send: FileData | Blob;
  receive: ReceivedFile;
  give: Samples | GivesFile;
  read: FileData;
}

/** What an Audio fires. */
export interface AudioEvents {
  change: null;
  input: null;
  upload: null;
  clear: null;
  play: null;
  pause: null;
  stop: null;
}

const definition: Definition<AudioProps> = {
  kind: "audio",
  word: "Audio",
  options: { type: oneOf("samples", "file"), autoplay: flag, loop: flag },
  events: ["change", "input", "upload", "clear", "play", "pause", "stop"],
  implement: ({ type = "samples", autoplay = false, loop = false }) => ({
    schema: fileSchema,
    wireProps: { autoplay, loop, reads: type === "file" ? "file" : readableKinds() },
    fileSlots: [""],
    decodes: true,
    preprocess: (wire, context) => {
      const file = context.files.receive(wire as unknown as FileData);
      return type === "samples" ? decodeAudio(file, context) : receiveMedia(file, "audio");
    },
    postprocess: async (given, { files }) => {
      if (!looksLikeSamples(given)) return { ...(await giveMedia(given, "audio", files)) };
      return { ...(await files.store(encodeWave(given), { name: "audio.wav", type: "audio/wav" })) };
    },
  }),
};

/**
 * A sound. The function receives samples (of WAV, MP3, FLAC, Ogg, AIFF and WebM of Opus; of M4A and others with the package
 * audio-decode), or the file with `type: "file"`; it may give either. Samples are sent as WAV of 16 bits.
 */
export function Audio<const P extends CommonProps & AudioProps>(
  props?: Exactly<P, CommonProps & AudioProps>,
): Component<"audio", Nullable<P extends { type: "file" } ? AudioFileTypes : AudioTypes, P>, P, AudioEvents> {
  return makeComponent(definition, props) as never;
}
