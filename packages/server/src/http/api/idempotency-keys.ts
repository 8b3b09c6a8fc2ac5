import { createHash } from "node:crypto";
import type { Call } from "../../calls/call.ts";

/** What a caller's key stands for. */
type KeyState =
  | { readonly is: "new" }
  | { readonly is: "known"; readonly call: Call }
  | { readonly is: "another" }
  | { readonly is: "full" };

interface Entry {
  readonly fingerprint: string;
  // Not the call itself, whose log must be free to go.
  readonly id: string;
}

// Of one caller a tenth of all, so that nobody's keys keep those of others out.
const partOfCaller = 0.1;
const mostLooks = 100;

/**
 * The keys that callers sent, each with the call that it stands for, as long as that is kept. They belong to the caller:
 * the same key of another one is another key.
 */
export class IdempotencyKeys {
  readonly #most: number;
  readonly #find: (id: string) => Call | undefined;
  // The oldest first.
  readonly #entries = new Map<string, Entry & { readonly caller: string }>();
  // The names of each caller, the oldest first.
  readonly #callers = new Map<string, Set<string>>();

  /** `most`: how many keys are kept; beyond, those of ended calls go, the oldest first. `find` gives a call that is kept. */
  constructor(most: number, find: (id: string) => Call | undefined) {
    this.#most = most;
    this.#find = find;
  }

  /** What a key stands for; `fingerprint` says what is asked under it. */
  look(caller: string, key: string, fingerprint: string): KeyState {
    const entry = this.#entries.get(nameOf(caller, key));
    const call = entry && this.#find(entry.id);
    if (entry !== undefined && call !== undefined) {
      return entry.fingerprint === fingerprint ? { is: "known", call } : { is: "another" };
    }
    return this.#hasRoom(caller) ? { is: "new" } : { is: "full" };
  }

  /** From now on a key stands for a call. */
  keep(caller: string, key: string, entry: Entry): void {
    const name = nameOf(caller, key);
    this.#remove(name);
    this.#entries.set(name, { ...entry, caller });
    const own = this.#callers.get(caller) ?? new Set();
    this.#callers.set(caller, own.add(name));
  }

  #hasRoom(caller: string): boolean {
    // What was forgotten lies in front, for calls are kept equally long; an open one among it is passed over.
    let looks = 0;
    for (const [name, { id }] of this.#entries) {
      const call = this.#find(id);
      const full = this.#entries.size >= this.#most;
      if (call === undefined || (full && call.state === "ended")) this.#remove(name);
      else if (!full || (looks += 1) === mostLooks) break;
    }
    return this.#entries.size < this.#most && this.#hasPart(caller);
  }

  #hasPart(caller: string): boolean {
    const own = this.#callers.get(caller);
    if (own === undefined || own.size < Math.max(1, this.#most * partOfCaller)) return true;
    let looks = 0;
    for (const name of own) {
      const call = this.#find(this.#entries.get(name)!.id);
      if (call === undefined || call.state === "ended") {
        this.#remove(name);
        return true;
      }
      if ((looks += 1) === mostLooks) break;
    }
    return false;
  }

  #remove(name: string): void {
    const entry = this.#entries.get(name);
    if (entry === undefined) return;
    this.#entries.delete(name);
    const own = this.#callers.get(entry.caller)!;
    own.delete(name);
    if (own.size === 0) this.#callers.delete(entry.caller);
  }
}

/** Whether a text can be a key: 1 to 255 visible characters of ASCII. */
export function isKey(text: string): boolean {
  return /^[\x21-\x7e]{1,255}$/.test(text);
}

function nameOf(caller: string, key: string): string {
  return createHash("sha256").update(`${caller}\n${key}`).digest("base64");
}
