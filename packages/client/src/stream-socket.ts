import type { WebSocketClass, WebSocketLike } from "./socket.ts";

type Kind = "open" | "message" | "close" | "error";

/** What to use in place of WebSocket; null where the app at `root` does not answer at all. */
export async function fallback(root: string, request: typeof fetch = fetch): Promise<WebSocketClass | null> {
  const { ok } = await request(root, { method: "HEAD", cache: "no-store" });
  return ok ? streamSocketClass(request) : null;
}

/** The class that talks by event stream and POST, with what asks. */
export function streamSocketClass(request: typeof fetch): WebSocketClass {
  return class extends StreamSocket {
    constructor(url: string) {
      super(url, request);
    }
  };
}

/**
 * What a WebSocket does, by plain HTTP, for where upgrades are blocked: `POST stream` answers with Server-Sent Events,
 * and what is sent goes by one `POST send` after the other, so that its order is kept.
 */
class StreamSocket implements WebSocketLike {
  readonly #base: string;
  readonly #fetch: typeof fetch;
  readonly #listeners = new Map<Kind, ((event: never) => void)[]>();
  readonly #stop = new AbortController();
  #link = "";
  #sent: Promise<void> = Promise.resolve();
  #closed = false;

  /** `url` is the WebSocket's. */
  constructor(url: string, request: typeof fetch) {
    // As a method of this object the platform's own would refuse.
    this.#fetch = (...asked) => request(...asked);
    this.#base = url.slice(0, url.lastIndexOf("/") + 1).replace(/^ws/, "http");
    void this.#listen()
      .catch(() => {})
      .then(() => this.#end(1006));
  }

  addEventListener(type: Kind, listener: (event: never) => void): void {
    this.#listeners.set(type, [...(this.#listeners.get(type) ?? []), listener]);
  }

  send(data: string): void {
    this.#sent = this.#sent.then(() => this.#post(data));
  }

  close(): void {
    this.#closed = true;
    this.#stop.abort();
  }

  async #post(body: string): Promise<void> {
    if (this.#closed) return;
    const headers = { "content-type": "application/json", "x-vitrine-link": this.#link };
    const request = { method: "POST", headers, body, signal: this.#stop.signal };
    const status = await this.#fetch(`${this.#base}send`, request).then(
      (answer) => answer.status,
      () => 0,
    );
    // What was not taken is sent again after the next hello, as after a lost socket.
    if (status !== 204) this.#end(status === 413 ? 1009 : 1006);
  }

  async #listen(): Promise<void> {
    const request = { method: "POST", cache: "no-store", signal: this.#stop.signal } as const;
    const answer = await this.#fetch(`${this.#base}stream`, request);
    if (!answer.ok || !answer.body) return;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let event: Record<string, string> = {};
    let line: string[] = [];
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- pieces come one after the other
      const { done, value } = await reader.read();
      if (done) return;
      const [first = "", ...others] = value.split("\n");
      line.push(first);
      for (const next of others) {
        const whole = line.join("");
        const [, name, text] = /^(\w+): ?(.*)$/.exec(whole) ?? [];
        if (name !== undefined) event[name] = text ?? "";
        else if (whole === "") {
          this.#receive(event["event"] ?? "message", event["data"] ?? "");
          event = {};
        }
        line = [next];
      }
    }
  }

  #receive(kind: string, data: string): void {
    if (kind === "message") this.#tell("message", { data });
    else if (kind === "ping") this.send("");
    else if (kind === "close") this.#end(Number(data));
    else if (kind === "link") {
      this.#link = data;
      this.#tell("open", {});
    }
  }

  #end(code: number): void {
    if (this.#closed) return;
    this.close();
    this.#tell("close", { code });
  }

  #tell(type: Kind, event: object): void {
    for (const listener of this.#listeners.get(type) ?? []) listener(event as never);
  }
}
