import type { FileData } from "@vitrine/protocol";
import type { GivesFile, ReceivedFile } from "../core/files.ts";

/** Who said something. */
export type ChatRole = "user" | "assistant" | "system";

/** A part of a message that is text. */
export interface TextPart {
  readonly type: "text";
  readonly text: string;
}

/** A part of a message that is a file. */
export interface FilePart<File = ReceivedFile> {
  readonly type: "file";
  readonly file: File;
  /** What the file shows, for those who cannot see it. */
  readonly altText?: string | null | undefined;
}

/** What makes a message a thought or the step of a tool: shown apart, under its title. */
export interface ChatMetadata {
  readonly title?: string | undefined;
  readonly id?: string | number | undefined;
  /** The id of the thought that this one belongs to. */
  readonly parentId?: string | number | undefined;
  /** Words beside the title. */
  readonly log?: string | undefined;
  /** Milliseconds. */
  readonly durationMs?: number | undefined;
  readonly status?: "pending" | "done" | undefined;
}

/** An answer that a visitor may choose. */
export interface ChatOption {
  readonly value: string;
  /** What stands on the button; the value where left out. */
  readonly label?: string | undefined;
}

/** A message of a conversation. Its content is a text, or parts where there are files or several. */
export interface ChatMessage<File = ReceivedFile> {
  readonly role: ChatRole;
  readonly content: string | readonly (TextPart | FilePart<File>)[];
  readonly metadata?: ChatMetadata | null | undefined;
  readonly options?: readonly ChatOption[] | null | undefined;
}

/** A message that a function gives. */
export type GivenChatMessage = ChatMessage<GivesFile>;

/** A message's metadata on the wire; `duration` in seconds. */
export interface ChatMetadataWire {
  readonly title?: string;
  readonly id?: string | number;
  readonly parent_id?: string | number;
  readonly log?: string;
  readonly duration?: number;
  readonly status?: "pending" | "done";
}

/** A part of a message on the wire. */
export type ChatPartWire =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "file"; readonly file: FileData; readonly alt_text?: string | null };

/** A message on the wire. A client may send a text for its content; it reads a list. */
export interface ChatMessageWire<Content = ChatPartWire[]> {
  readonly role: string;
  readonly content: Content;
  readonly metadata?: ChatMetadataWire | null;
  readonly options?: readonly ChatOption[] | null;
}
