import { createHash } from "node:crypto";
import type { Call } from "../../gateway/call.ts";

/** What a caller's key stands for. */
type KeyState =
  | { readonly is: "new" }
  | { readonly is: "known"; readonly call: Call }
  | { readonly is: "another" }
  | { readonly is: "full" };

interface Entry {
  readonly fingerprint: string;
  readonly call: Call;
}

/**
 * The keys that callers sent, each with the call that it stands for, as long as that is kept. They belong to the caller:
 * the same key of another one is another key.
 */
export class IdempotencyKeys {
  readonly #most: number;
  readonly #isKept: (call: Call) => boolean;
  // The oldest first.
  readonly #entries = new Map<string, Entry>();

  /** `most`: how many keys are kept; beyond, those of ended calls go, the oldest first. */
  constructor(most: number, isKept: (call: Call) => boolean) {
    this.#most = most;
    this.#isKept = isKept;
  }

  /** What a key stands for; `fingerprint` says what is asked under it. */
  look(caller: string, key: string, fingerprint: string): KeyState {
    const entry = this.#entries.get(nameOf(caller, key));
    if (entry !== undefined && this.#isKept(entry.call)) {
      return entry.fingerprint === fingerprint ? { is: "known", call: entry.call } : { is: "another" };
    }
    return this.#hasRoom() ? { is: "new" } : { is: "full" };
  }

  /** From now on a key stands for a call. */
  keep(caller: string, key: string, entry: Entry): void {
    const name = nameOf(caller, key);
    this.#entries.delete(name);
    this.#entries.set(name, entry);
  }

  #hasRoom(): boolean {
    // What was forgotten lies in front, for calls are kept equally long.
    for (const [name, { call }] of this.#entries) {
      const full = this.#entries.size >= this.#most;
      if (!this.#isKept(call) || (full && call.state === "ended")) this.#entries.delete(name);
      else if (!full || call.state === "ended") break;
    }
    return this.#entries.size < this.#most;
  }
}

/** Whether a text can be a key: 1 to 255 visible characters of ASCII. */
export function isKey(text: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(text);
}

function nameOf(caller: string, key: string): string {
  return createHash("sha256").update(`${caller}\n${key}`).digest("base64");
}
