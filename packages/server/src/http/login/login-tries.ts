import { hash } from "node:crypto";
import type { Clock } from "../../clock/clock.ts";
import { RecentTries } from "./recent-tries.ts";

/** A try that may be made. It counts as a wrong one until it is taken back. */
export interface LoginTry {
  /** Whether so many have guessed at the name that only the right password is an answer, and not at once. */
  readonly pressed: boolean;
  /** How long whoever was wrong must wait for a common try at this name, in milliseconds. */
  readonly waitMs: number;
  /** Resolves when it is the turn of a try at a pressed name. */
  turn(): Promise<void>;
  takeBack(): void;
}

const pauseMs = 1_000;
const mostPaused = 50;

/**
 * Counts wrong tries within a minute by address and by name. An address that had too many is not heard until the oldest is
 * a minute old. A name at which so many were made, from wherever, is still open to who has its password: each try is
 * heard a second later, of at most fifty at a time, so that somebody who guesses keeps nobody out and gets nowhere.
 */
export class LoginTries {
  readonly #clock: Clock;
  readonly #addresses: RecentTries;
  readonly #names: RecentTries;
  readonly #paused = new Map<string, number>();

  constructor(clock: Clock, most: number) {
    this.#clock = clock;
    this.#addresses = new RecentTries(clock, most);
    this.#names = new RecentTries(clock, most);
  }

  /** Counts a try by an address, null where that tells nobody apart, at a name; or gives how long to wait, in milliseconds. */
  begin(address: string | null, user: string): LoginTry | { readonly waitMs: number; readonly turn?: undefined } {
    const ofAddress = address === null ? 0 : this.#addresses.waitMs(address);
    if (ofAddress > 0) return { waitMs: ofAddress };
    // Of any length, as visitors send it.
    const name = hash("sha256", user);
    const waitMs = this.#names.waitMs(name);
    const pressed = waitMs > 0;
    if (pressed && (this.#paused.get(name) ?? 0) >= mostPaused) return { waitMs: pauseMs };
    const undo = [this.#names.note(name), ...(address === null ? [] : [this.#addresses.note(address)])];
    return {
      pressed,
      waitMs,
      turn: () => this.#pause(name),
      takeBack: () => undo.forEach((each) => each()),
    };
  }

  #pause(name: string): Promise<void> {
    this.#paused.set(name, (this.#paused.get(name) ?? 0) + 1);
    return new Promise((resolve) => {
      this.#clock.after(pauseMs, () => {
        const left = (this.#paused.get(name) ?? 1) - 1;
        if (left === 0) this.#paused.delete(name);
        else this.#paused.set(name, left);
        resolve();
      });
    });
  }
}
