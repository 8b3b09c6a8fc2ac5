import type { FileData, JsonObject, JsonValue } from "@vitrine/protocol";

/** What a view receives. `Props` are those of the wire, with Gradio's names; `V` is the value on the wire. */
export interface ViewProps<Props = JsonObject, V = JsonValue> {
  /** The id that the control must carry, so that the label outside points to it. */
  readonly id: string;
  /** The id of the label's element, for groups (`aria-labelledby`). */
  readonly labelId: string;
  /** Ids for `aria-describedby` (help, problem); undefined where there is none. */
  readonly describedBy: string | undefined;
  /** The label's words, for views that name parts of themselves after it. */
  readonly label: string;
  readonly props: Props;
  /** null is empty. */
  readonly value: V | null;
  /** Whether it stands among the inputs. An output's view shows the value alone, without any frame or caption. */
  readonly mode: "input" | "output";
  readonly invalid: boolean;
  /** Whether values are still arriving (a caret may show). */
  readonly generating: boolean;
  /** A visitor's change. Never called by an output. */
  onChange(this: void, value: V | null): void;
  /** Tells the page of a problem with what the visitor tried (a file too large); null takes it back. */
  onProblem(this: void, message: string | null): void;
  /** Fires an event of the component: `submit`, `release`. */
  onEvent(this: void, event: string, data?: JsonValue): void;
  readonly files: ViewFiles;
}

/** What a view may do with files. */
export interface ViewFiles {
  /** The address of a file. */
  url(file: FileData): string;
  /** Uploads; `onProgress` is told bytes sent and bytes in all. Rejects with an `Error` whose message is for the visitor. */
  upload(
    file: Blob,
    name: string,
    onProgress?: (sent: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<FileData>;
  /** Largest file, bytes; null is no limit. */
  readonly maxSize: number | null;
  readonly maxCount: number;
}
