import type { GatewayContext } from "../context/gateway-context.ts";
import type { Session } from "../calls/session.ts";

const mostAtOnce = 64;

/** Sessions that are over, until the functions are told to free what they keep for them. */
export class Farewells {
  readonly #post: GatewayContext["post"];
  #hashes: string[] = [];

  constructor(post: GatewayContext["post"]) {
    this.#post = post;
  }

  add({ hash, single }: Session): void {
    this.#hashes.push(hash);
    // The id of a session of one call never comes back, so that it may be told later, with others.
    if (!single || this.#hashes.length >= mostAtOnce) this.tell();
  }

  /** Tells all at once. */
  tell(): void {
    if (this.#hashes.length === 0) return;
    this.#post({ msg: "forget", sessions: this.#hashes });
    this.#hashes = [];
  }
}
