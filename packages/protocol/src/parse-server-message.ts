import type { ServerMessage } from "./messages.ts";

/**
 * The message that the server sent. A page trusts its server, so only what a proxy or another server could have put
 * in its place is found out: throws a `TypeError` for what is no JSON object with a `msg`.
 */
export function parseServerMessage(text: string): ServerMessage {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch (cause) {
    throw new TypeError("The server's message is no JSON.", { cause });
  }
  if (typeof message !== "object" || message === null || typeof (message as { msg?: unknown }).msg !== "string") {
    throw new TypeError("The server's message has no kind.");
  }
  return message as ServerMessage;
}
