import type { ServerResponse } from "node:http";

/** Answers on their way to users, of whatever kind: streams of events, downloads, calls that are waited for. */
export class OpenAnswers {
  // How to cut each off, by its login.
  readonly #open = new Map<string, Set<() => void>>();

  /** Remembers Node's response to a request of a login until it is over. */
  follow(login: string, outgoing: ServerResponse): void {
    outgoing.once(
      "close",
      this.#add(login, () => outgoing.destroy()),
    );
  }

  /** The same for a response of the web's own form. */
  followed(login: string, response: Response): Response {
    if (response.body === null) return response;
    const cut = new AbortController();
    const forget = this.#add(login, () => cut.abort(new Error("This login was ended.")));
    const pipe = new TransformStream<Uint8Array, Uint8Array>();
    response.body.pipeTo(pipe.writable, { signal: cut.signal }).then(forget, forget);
    return new Response(pipe.readable, response);
  }

  /** Cuts off all that is on its way to a login. */
  end(login: string): void {
    for (const cut of this.#open.get(login) ?? []) cut();
  }

  #add(login: string, cut: () => void): () => void {
    const open = this.#open.get(login) ?? new Set();
    this.#open.set(login, open);
    open.add(cut);
    return () => {
      open.delete(cut);
      if (open.size === 0 && this.#open.get(login) === open) this.#open.delete(login);
    };
  }
}
