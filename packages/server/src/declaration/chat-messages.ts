import type { ChatMessage, ChatOption } from "@vitrine/components";

/** One message of a conversation. */
export interface Message {
  readonly role: "user" | "assistant" | "system";
  readonly content: string;
}

/** An answer; what `options` holds stands under it as buttons that send their `value` as the next message. */
export interface Reply extends Message {
  readonly options?: readonly ChatOption[] | null | undefined;
}

/** What a Chatbot holds as a chat's function reads it: texts alone, parts of one message on lines of their own. */
export function readHistory(messages: readonly ChatMessage[]): Message[] {
  return messages.map(({ role, content }) => ({
    role,
    content:
      typeof content === "string"
        ? content
        : content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n"),
  }));
}
