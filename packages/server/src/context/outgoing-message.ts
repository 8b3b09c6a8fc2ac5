import { printMessage, weighJson, type JsonValue, type ServerMessage } from "@vitrine/protocol";

/** A message on its way out. Its text is printed once, and only where somebody sends it as it is. */
export class Told {
  /** About the bytes of its text. */
  readonly size: number;
  // One of the two is there, so that nothing is kept twice.
  #message: ServerMessage | null;
  #text: string | null = null;

  constructor(message: ServerMessage) {
    this.#message = message;
    this.size = weighJson(message as unknown as JsonValue);
  }

  get message(): ServerMessage {
    return this.#message ?? (JSON.parse(this.#text ?? "") as ServerMessage);
  }

  get text(): string {
    if (this.#text === null) {
      this.#text = printMessage(this.message);
      this.#message = null;
    }
    return this.#text;
  }
}
