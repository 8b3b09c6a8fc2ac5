import type { FileData } from "@vitrine/protocol";
import { defineComponent, type Factory } from "../core/define-component.ts";
import { fileSchema } from "../media/file-schema.ts";
import type { GivesFile, ReceivedFile } from "../core/files.ts";
import { giveMedia, receiveMedia } from "../media/media-file.ts";
import { flag, length } from "../options/option-checks.ts";

/** Options of a Video. */
export interface VideoProps {
  readonly value?: GivesFile | null | undefined;
  /** Height on the page: pixels or a CSS length. */
  readonly height?: number | string | undefined;
  /** Width on the page: pixels or a CSS length. */
  readonly width?: number | string | undefined;
  /** Whether an output plays as soon as it arrives. */
  readonly autoplay?: boolean | undefined;
  /** Whether it starts again at its end. */
  readonly loop?: boolean | undefined;
}

/** The four types of a Video's value. */
export interface VideoTypes {
  send: FileData | Blob;
  receive: ReceivedFile;
  give: GivesFile;
  read: FileData;
}

/** What a Video fires. */
export interface VideoEvents {
  change: null;
  input: null;
  upload: null;
  clear: null;
  play: null;
  pause: null;
  stop: null;
}

/** A video. The function receives and gives a file; it is sent as it is, so give what browsers play (MP4, WebM). */
export const Video: Factory<"video", VideoTypes, VideoProps, VideoEvents> = defineComponent({
  kind: "video",
  word: "Video",
  options: { height: length, width: length, autoplay: flag, loop: flag },
  events: ["change", "input", "upload", "clear", "play", "pause", "stop"],
  implement: ({ height, width, autoplay = false, loop = false }: VideoProps) => ({
    schema: fileSchema,
    wireProps: { height: height ?? null, width: width ?? null, autoplay, loop },
    fileSlots: [""],
    preprocess: (wire, { files }) => receiveMedia(files.receive(wire as unknown as FileData), "video"),
    postprocess: async (given, { files }) => ({ ...(await giveMedia(given, "video", files)) }),
  }),
});
