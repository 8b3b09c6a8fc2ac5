import type { FileData, JsonObject, JsonValue } from "@vitrine/protocol";
import { defineComponent, type Factory } from "../core/define-component.ts";
import { fileSchema } from "../media/file-schema.ts";
import type { ConversionContext, GivesFile, ReceivedFile } from "../core/files.ts";
import { giveMedia, receiveMedia } from "../media/media-file.ts";
import { count, flag, length, oneOf } from "../options/option-checks.ts";
import { showGiven } from "../options/show-given.ts";
import { givePicture } from "../image/give-picture.ts";
import { type EncodedFormat, measurePicture } from "../image/image.codec.ts";
import type { PictureLike } from "../image/picture.ts";

/** A picture or a video of a gallery, with the words under it. */
export type GalleryItem<Image = ReceivedFile, Video = ReceivedFile> =
  | { readonly image: Image; readonly caption?: string | null | undefined }
  | { readonly video: Video; readonly caption?: string | null | undefined };

/** What a function may give for one place of a gallery; a file alone is a picture. */
export type GivenGalleryItem = GalleryItem<PictureLike | GivesFile, GivesFile> | PictureLike | GivesFile;

/** Options of a Gallery. */
export interface GalleryProps {
  readonly value?: readonly GivenGalleryItem[] | null | undefined;
  /** Pictures beside each other where there is room; 2 where left out. */
  readonly columns?: number | undefined;
  /** Pixels or a CSS length, from which on it scrolls. */
  readonly height?: number | string | undefined;
  /** How a picture fills its place; "cover" where left out. */
  readonly objectFit?: "contain" | "cover" | "fill" | "none" | "scale-down" | undefined;
  /** How pixels that the function gives are sent; "webp" where left out. */
  readonly format?: EncodedFormat | undefined;
  /** Whether a picture opens in full when it is clicked; true where left out. */
  readonly allowPreview?: boolean | undefined;
}

/** The four types of a Gallery's value. */
export interface GalleryTypes {
  send: GalleryItem<FileData | Blob, FileData | Blob>[];
  receive: GalleryItem[];
  give: readonly GivenGalleryItem[];
  read: GalleryItem<FileData, FileData>[];
}

/** What a Gallery fires. */
export interface GalleryEvents {
  change: null;
  input: null;
  upload: null;
  delete: null;
  select: { index: number; value: string | null };
}

const caption: JsonObject = { type: ["string", "null"] };

const itemSchema: JsonObject = {
  anyOf: [
    { title: "GalleryImage", type: "object", properties: { image: fileSchema, caption }, required: ["image"] },
    { title: "GalleryVideo", type: "object", properties: { video: fileSchema, caption }, required: ["video"] },
  ],
};

/** Pictures and videos with captions. The function receives files in `{ image | video, caption? }`; it may give pixels too. */
export const Gallery: Factory<"gallery", GalleryTypes, GalleryProps, GalleryEvents> = defineComponent({
  kind: "gallery",
  word: "Gallery",
  options: {
    columns: count,
    height: length,
    objectFit: oneOf("contain", "cover", "fill", "none", "scale-down"),
    format: oneOf("png", "jpeg", "webp"),
    allowPreview: flag,
  },
  events: ["change", "input", "upload", "delete", "select"],
  implement: (props: GalleryProps & { readonly optional?: boolean | undefined }) => {
    const { columns = 2, height, objectFit = "cover", format = "webp", allowPreview = true, optional = false } = props;
    return {
      schema: { title: "GalleryData", type: "array", items: itemSchema, minItems: optional ? 0 : 1 },
      wireProps: { columns, height: height ?? null, object_fit: objectFit, format, allow_preview: allowPreview },
      fileSlots: ["/*/image", "/*/video"],
      checkInitial: (value) => void asList(value),
      preprocess: (wire, context) => {
        const looks = new Looks();
        return Promise.all((wire as readonly JsonObject[]).map((item) => receiveItem(item, context, looks)));
      },
      postprocess: (given, context) =>
        Promise.all(asList(given).map((item, index) => giveItem(item, index, format, context))),
    };
  },
});

/**
 * What the files of one call were found to be, by what they are given as and their references: a file that stands in many
 * places is looked at once.
 */
class Looks {
  readonly #found = new Map<string, Promise<unknown>>();

  async at<Found>(kind: "image" | "video", file: FileData, find: () => Promise<Found>): Promise<Found> {
    const name = `${kind} ${file.path}`;
    const found = this.#found.get(name) ?? find();
    this.#found.set(name, found);
    return found as Promise<Found>;
  }
}

async function receiveItem(wire: JsonObject, { files, limits }: ConversionContext, looks: Looks): Promise<GalleryItem> {
  const words = typeof wire["caption"] === "string" ? { caption: wire["caption"] } : {};
  const sent = (wire["image"] ?? wire["video"]) as unknown as FileData;
  const file = files.receive(sent);
  if (wire["image"] === undefined)
    return { video: await looks.at("video", sent, () => receiveMedia(file, "video")), ...words };
  await looks.at("image", sent, () => measurePicture(file, limits));
  return { image: file, ...words };
}

async function giveItem(
  given: unknown,
  index: number,
  format: EncodedFormat,
  context: ConversionContext,
): Promise<JsonValue> {
  try {
    const { image, video, caption: words = null } = isItem(given) ? given : { image: given };
    if (words !== null && typeof words !== "string") {
      throw new TypeError(`the caption is ${showGiven(words)}: give a text or leave it out.`);
    }
    const file =
      video === undefined
        ? { image: { ...(await givePicture(image, format, context)) } }
        : { video: { ...(await giveMedia(video, "video", context.files)) } };
    return { ...file, caption: words };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new TypeError(`item ${index} of the gallery cannot be used: ${error.message}`, { cause: error });
  }
}

interface LooseItem {
  readonly image?: unknown;
  readonly video?: unknown;
  readonly caption?: unknown;
}

function isItem(given: unknown): given is LooseItem {
  return typeof given === "object" && given !== null && ("image" in given || "video" in given);
}

function asList(given: unknown): readonly unknown[] {
  if (Array.isArray(given)) return given;
  throw new TypeError(`a list of pictures is needed, got ${showGiven(given)}: give [picture] or [{ image, caption }].`);
}
