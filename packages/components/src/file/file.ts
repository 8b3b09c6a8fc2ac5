import { isBytes } from "../media/given-kind.ts";
import type { FileData, JsonValue } from "@vitrine/protocol";
import type { CommonProps, Component } from "../core/component.ts";
import { type Definition, type Exactly, makeComponent } from "../core/define-component.ts";
import { fileSchema } from "../media/file-schema.ts";
import type { ConversionContext, GivesFile, ReceivedFile } from "../core/files.ts";
import { flag, length } from "../options/option-checks.ts";
import { showGiven } from "../options/show-given.ts";
import type { Nullable } from "../core/value-types.ts";
import { checkFileTypes, isOfTypes } from "./file-types.ts";

/** Options of a File. */
export interface FileProps {
  readonly value?: GivesFile | readonly GivesFile[] | null | undefined;
  /** Whether several files may be given; the value is then a list. */
  readonly multiple?: boolean | undefined;
  /** What may be chosen: endings (".csv"), families ("image", "audio", "video", "text") or media types. */
  readonly fileTypes?: readonly string[] | undefined;
  /** Height on the page: pixels or a CSS length. */
  readonly height?: number | string | undefined;
}

/** The four types of a File's value. */
export interface FileTypes {
  send: FileData | Blob;
  receive: ReceivedFile;
  give: GivesFile;
  read: FileData;
}

/** The four types of a File's value with `multiple`. */
export interface FilesTypes {
  send: (FileData | Blob)[];
  receive: ReceivedFile[];
  give: readonly GivesFile[];
  read: FileData[];
}

/** What a File fires. */
export interface FileEvents {
  change: null;
  input: null;
  upload: null;
  clear: null;
  delete: null;
  download: null;
}

const definition: Definition<FileProps> = {
  kind: "file",
  word: "File",
  options: { multiple: flag, fileTypes: checkFileTypes, height: length },
  events: ["change", "input", "upload", "clear", "delete", "download"],
  implement: ({ multiple = false, fileTypes, height, optional = false }) => {
    const receive = (wire: JsonValue, { files }: ConversionContext): ReceivedFile => {
      const file = files.receive(wire as unknown as FileData);
      if (fileTypes === undefined || isOfTypes(file, fileTypes)) return file;
      throw new TypeError(`“${file.name}” is of the wrong type: choose a file of ${fileTypes.join(", ")}.`);
    };
    return {
      schema: multiple ? { type: "array", items: fileSchema, minItems: optional ? 0 : 1 } : fileSchema,
      wireProps: {
        file_count: multiple ? "multiple" : "single",
        file_types: fileTypes ?? null,
        height: height ?? null,
      },
      fileSlots: [multiple ? "/*" : ""],
      preprocess: (wire, context) =>
        multiple ? (wire as readonly JsonValue[]).map((file) => receive(file, context)) : receive(wire, context),
      postprocess: async (given, { files }) => {
        const one = async (file: unknown) => ({
          ...(await files.give(isBytes(file) ? new Uint8Array(file) : file)),
        });
        if (!multiple && !Array.isArray(given)) return one(given);
        if (multiple && Array.isArray(given)) return Promise.all(given.map(one));
        throw new TypeError(
          multiple
            ? `a list of files is needed, got ${showGiven(given)}: give [file].`
            : "one file is needed, got a list: give one file, or make it File({ multiple: true }).",
        );
      },
    };
  },
};

/** A file, or several with `multiple`. The function receives name, size, type, path and content. */
export function File<const P extends CommonProps & FileProps>(
  props?: Exactly<P, CommonProps & FileProps>,
): Component<"file", Nullable<P extends { multiple: true } ? FilesTypes : FileTypes, P>, P, FileEvents> {
  return makeComponent(definition, props) as never;
}
