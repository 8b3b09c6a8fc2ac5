import type { ServerMessage } from "./messages.ts";

/**
 * The messages of one frame of the server: a JSON object is one, a list holds several in their order. A page trusts its
 * server, so only what a proxy or another server could have put in its place is found out: throws a `TypeError` for what
 * is neither, or holds something without a `msg`.
 */
export function parseServerMessages(text: string): readonly ServerMessage[] {
  let frame: unknown;
  try {
    frame = JSON.parse(text);
  } catch (cause) {
    throw new TypeError("The server's message is no JSON.", { cause });
  }
  const messages: readonly unknown[] = Array.isArray(frame) ? frame : [frame];
  if (messages.length > 0 && messages.every(isMessage)) return messages;
  throw new TypeError("The server's message has no kind.");
}

function isMessage(message: unknown): message is ServerMessage {
  return typeof message === "object" && message !== null && typeof (message as { msg?: unknown }).msg === "string";
}
