import { implementation, type AnyComponent } from "@vitrine/components";
import type { JsonObject, JsonValue } from "@vitrine/protocol";

/** One message of a conversation. */
export interface Message {
  readonly role: "user" | "assistant" | "system";
  readonly content: string;
}

interface WireMessage {
  readonly role: Message["role"];
  readonly content: string | readonly { readonly type: string; readonly text?: string }[];
}

const message: JsonObject = {
  type: "object",
  required: ["role", "content"],
  properties: {
    role: { enum: ["user", "assistant", "system"] },
    content: {
      anyOf: [
        { type: "string" },
        {
          type: "array",
          items: {
            type: "object",
            required: ["type", "text"],
            properties: { type: { const: "text" }, text: { type: "string" } },
          },
        },
      ],
    },
  },
};

/** The conversation on the page of a chat: its function receives and gives `Message[]`, the wire is Gradio's. */
export function conversation(): AnyComponent {
  return {
    kind: "chatbot",
    props: { name: "chatbot" },
    [implementation]: {
      schema: { type: "array", items: message },
      wireProps: {},
      hidden: false,
      fileSlots: [],
      events: ["change"],
      initial: [],
      pageDefault: [],
      preprocess: (wire) => (wire as unknown as readonly WireMessage[]).map(readMessage),
      postprocess: (given) => (given as readonly Message[]).map(writeMessage),
    },
  };
}

function readMessage({ role, content }: WireMessage): Message {
  return { role, content: typeof content === "string" ? content : content.map(({ text }) => text ?? "").join("\n") };
}

function writeMessage({ role, content }: Message): JsonValue {
  return { role, metadata: null, content: [{ type: "text", text: content }], options: null };
}
