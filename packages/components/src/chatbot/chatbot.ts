import type { JsonObject, JsonValue } from "@vitrine/protocol";
import { defineComponent, type Factory } from "../core/define-component.ts";
import { fileSchema } from "../media/file-schema.ts";
import type { FileAccess } from "../core/files.ts";
import { flag, length, text } from "../options/option-checks.ts";
import { checkMessages, giveMessages } from "./give-messages.ts";
import type {
  ChatMessage,
  ChatMessageWire,
  ChatMetadata,
  ChatMetadataWire,
  ChatPartWire,
  ChatRole,
  FilePart,
  GivenChatMessage,
  TextPart,
} from "./message.ts";

/** Options of a Chatbot. */
export interface ChatbotProps {
  readonly value?: readonly GivenChatMessage[] | null | undefined;
  /** Pixels or a CSS length; 400 where left out. */
  readonly height?: number | string | undefined;
  /** Whether texts are Markdown; true where left out. */
  readonly renderMarkdown?: boolean | undefined;
  /** Whether a line break in a text is one on the page; true where left out. */
  readonly lineBreaks?: boolean | undefined;
  /** The words where nothing was said yet. */
  readonly placeholder?: string | undefined;
  /** Whether texts run from right to left. */
  readonly rtl?: boolean | undefined;
}

/** The four types of a Chatbot's value. */
export interface ChatbotTypes {
  send: ChatMessageWire<string | ChatPartWire[]>[];
  receive: ChatMessage[];
  give: readonly GivenChatMessage[];
  read: ChatMessageWire[];
}

/** What a Chatbot fires. */
export interface ChatbotEvents {
  change: null;
  like: { index: number; value: string; liked: boolean };
  /** A visitor pressed an option of the last message; `index` is the message's. */
  optionSelect: { index: number; value: string };
}

const id: JsonObject = { type: ["integer", "string"], maxLength: 255 };

const partSchema: JsonObject = {
  anyOf: [
    {
      title: "TextMessage",
      type: "object",
      properties: { text: { type: "string" }, type: { const: "text" } },
      required: ["text"],
    },
    {
      title: "FileMessage",
      type: "object",
      properties: { file: fileSchema, alt_text: { type: ["string", "null"] }, type: { const: "file" } },
      required: ["file"],
    },
  ],
};

const schema: JsonObject = {
  title: "ChatbotDataMessages",
  type: "array",
  items: {
    title: "Message",
    type: "object",
    properties: {
      role: { enum: ["user", "assistant", "system"] },
      content: { anyOf: [{ type: "string" }, { type: "array", items: partSchema }] },
      metadata: {
        title: "MetadataDict",
        type: ["object", "null"],
        properties: {
          title: { type: ["string", "null"] },
          id,
          parent_id: id,
          log: { type: "string" },
          duration: { type: "number" },
          status: { enum: ["pending", "done"] },
        },
      },
      options: {
        type: ["array", "null"],
        items: {
          title: "OptionDict",
          type: "object",
          properties: { value: { type: "string" }, label: { type: "string" } },
          required: ["value"],
        },
      },
    },
    required: ["role", "content"],
  },
};

/**
 * A conversation. The function receives its messages, with content a text where that is all there is, else parts; it
 * gives the whole conversation, where files may stand in parts.
 */
export const Chatbot: Factory<"chatbot", ChatbotTypes, ChatbotProps, ChatbotEvents> = defineComponent({
  kind: "chatbot",
  word: "Chatbot",
  options: { height: length, renderMarkdown: flag, lineBreaks: flag, placeholder: text, rtl: flag },
  events: ["change", "like", "optionSelect"],
  implement: ({ height = 400, renderMarkdown = true, lineBreaks = true, placeholder, rtl = false }: ChatbotProps) => ({
    schema,
    wireProps: {
      height,
      render_markdown: renderMarkdown,
      line_breaks: lineBreaks,
      placeholder: placeholder ?? null,
      rtl,
      layout: "bubble",
    },
    fileSlots: ["/*/content/*/file"],
    pageDefault: [],
    checkInitial: checkMessages,
    preprocess: (wire, { files }) =>
      (wire as unknown as readonly ChatMessageWire<string | ChatPartWire[]>[]).map((message) =>
        receive(message, files),
      ),
    postprocess: (given, { files }): Promise<JsonValue> => giveMessages(given, files),
  }),
});

function receive(message: ChatMessageWire<string | ChatPartWire[]>, files: FileAccess): ChatMessage {
  const { content, metadata, options } = message;
  const parts = typeof content === "string" ? content : content.map((part) => receivePart(part, files));
  const [only] = parts;
  const isText = typeof parts !== "string" && parts.length === 1 && typeof only === "object" && only.type === "text";
  return {
    role: message.role as ChatRole,
    content: isText ? only.text : parts,
    ...(metadata ? { metadata: receiveMetadata(metadata) } : {}),
    ...(options ? { options } : {}),
  };
}

function receivePart(part: ChatPartWire, files: FileAccess): TextPart | FilePart {
  // By what it holds: the type may be left out on the wire.
  if (!("file" in part)) return { type: "text", text: part.text };
  const file = files.receive(part.file);
  return part.alt_text ? { type: "file", file, altText: part.alt_text } : { type: "file", file };
}

function receiveMetadata({
  title,
  id: own,
  parent_id: parentId,
  log,
  duration,
  status,
}: ChatMetadataWire): ChatMetadata {
  const all = {
    title,
    id: own,
    parentId,
    log,
    durationMs: duration === undefined ? undefined : duration * 1000,
    status,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== null));
}
