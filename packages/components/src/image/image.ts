import type { FileData } from "@vitrine/protocol";
import type { CommonProps, Component } from "../core/component.ts";
import { type Definition, type Exactly, makeComponent } from "../core/define-component.ts";
import { fileSchema } from "../media/file-schema.ts";
import type { GivesFile, ReceivedFile } from "../core/files.ts";
import { length, oneOf, someOf, text } from "../options/option-checks.ts";
import type { Nullable } from "../core/value-types.ts";
import { givePicture } from "./give-picture.ts";
import { checkPictureFile, decodePicture, type EncodedFormat } from "./image.codec.ts";
import type { Picture, PictureLike } from "./picture.ts";

/** Options of an Image. */
export interface ImageProps {
  readonly value?: PictureLike | GivesFile | null | undefined;
  /** Whether the function receives pixels, or the file as it was sent; "pixels" where left out. */
  readonly type?: "pixels" | "file" | undefined;
  /** How pixels that the function gives are sent; "png" where left out. */
  readonly format?: EncodedFormat | undefined;
  /** Height on the page: pixels or a CSS length. */
  readonly height?: number | string | undefined;
  /** Width on the page: pixels or a CSS length. */
  readonly width?: number | string | undefined;
  /** Ways to choose a picture, "upload" always among them; "webcam" is the camera of a phone. All where left out. */
  readonly sources?: readonly ("upload" | "webcam" | "clipboard")[] | undefined;
  /** The words in the empty field. */
  readonly placeholder?: string | undefined;
}

/** The four types of an Image's value, in pixels. */
export interface ImageTypes {
  send: FileData | Blob;
  receive: Picture;
  give: PictureLike | GivesFile;
  read: FileData;
}

/** The four types of an Image's value with `type: "file"`. */
export interface ImageFileTypes {
  send: FileData | Blob;
  receive: ReceivedFile;
  give: PictureLike | GivesFile;
  read: FileData;
}

/** What an Image fires. */
export interface ImageEvents {
  change: null;
  input: null;
  upload: null;
  clear: null;
  select: { index: [number, number] };
}

const definition: Definition<ImageProps> = {
  kind: "image",
  word: "Image",
  options: {
    type: oneOf("pixels", "file"),
    format: oneOf("png", "jpeg", "webp"),
    height: length,
    width: length,
    sources: someOf("upload", "webcam", "clipboard"),
    placeholder: text,
  },
  events: ["change", "input", "upload", "clear", "select"],
  implement: ({ type = "pixels", format = "png", height, width, sources, placeholder }, refuse) => {
    if (sources !== undefined && !sources.includes("upload")) {
      refuse("sources", sources, 'must hold "upload": a camera or a clipboard alone is not available yet');
    }
    return {
      schema: { ...fileSchema, title: "ImageData" },
      wireProps: {
        format,
        height: height ?? null,
        width: width ?? null,
        sources: sources ?? null,
        placeholder: placeholder ?? null,
        reads: type,
      },
      fileSlots: [""],
      decodes: true,
      preprocess: async (wire, context) => {
        const file = context.files.receive(wire as unknown as FileData);
        if (type === "pixels") return decodePicture(file, context);
        await checkPictureFile(file, context.limits);
        return file;
      },
      postprocess: async (given, context) => ({ ...(await givePicture(given, format, context)) }),
    };
  },
};

/** A picture. The function receives pixels, or the file with `type: "file"`; it may give either. */
export function Image<const P extends CommonProps & ImageProps>(
  props?: Exactly<P, CommonProps & ImageProps>,
): Component<"image", Nullable<P extends { type: "file" } ? ImageFileTypes : ImageTypes, P>, P, ImageEvents> {
  return makeComponent(definition, props) as never;
}
