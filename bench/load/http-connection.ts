import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** What a request was answered with. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** A POST with JSON, a GET without. `hear` gets the body's pieces as they come. */
export interface Question {
  readonly path: string;
  readonly body?: unknown;
  readonly hear?: (piece: string) => void;
}

interface Open {
  readonly hear: ((piece: string) => void) | undefined;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/**
 * One kept connection that asks one question at a time. It does as little as HTTP/1.1 allows, so that the load costs the
 * machine far less than the servers do. Bodies are read as Latin-1: fit for ASCII alone.
 */
export class HttpConnection {
  readonly #url: URL;
  #socket: Socket | null = null;
  #unread = "";
  #status = 0;
  #left: number | "chunk" | null = null;
  #body: string[] = [];
  #open: Open | null = null;

  constructor(url: string) {
    this.#url = new URL(url);
  }

  async ask({ path, body, hear }: Question): Promise<Answer> {
    this.#socket ??= await this.#connect();
    const text = body === undefined ? "" : JSON.stringify(body);
    const content = body === undefined ? "" : `content-type: application/json\r\ncontent-length: ${text.length}\r\n`;
    const method = body === undefined ? "GET" : "POST";
    return new Promise((resolve, reject) => {
      this.#open = { hear, resolve, reject };
      this.#socket!.write(`${method} ${path} HTTP/1.1\r\nhost: ${this.#url.host}\r\n${content}\r\n${text}`);
    });
  }

  close(): void {
    this.#open = null;
    this.#socket?.destroy();
    this.#socket = null;
  }

  async #connect(): Promise<Socket> {
    const socket = connect({ port: Number(this.#url.port), host: this.#url.hostname, noDelay: true });
    socket.setEncoding("latin1");
    socket.on("data", (piece: string) => this.#read(piece));
    socket.on("error", (error) => this.#lost(error));
    socket.on("close", () => this.#lost(new Error("The server closed a connection.")));
    await once(socket, "connect");
    return socket;
  }

  #lost(error: Error): void {
    this.#socket = null;
    this.#unread = "";
    this.#left = null;
    const open = this.#open;
    this.#open = null;
    open?.reject(error);
  }

  #read(piece: string): void {
    this.#unread += piece;
    if (this.#left === null && !this.#readHead()) return;
    const isWhole = this.#left === "chunk" ? this.#readChunks() : this.#readCounted();
    if (!isWhole) return;
    const [open, text] = [this.#open, this.#body.join("")];
    [this.#open, this.#left, this.#body] = [null, null, []];
    open?.resolve({ status: this.#status, text });
  }

  #readHead(): boolean {
    const end = this.#unread.indexOf("\r\n\r\n");
    if (end === -1) return false;
    const head = this.#unread.slice(0, end).toLowerCase();
    this.#unread = this.#unread.slice(end + 4);
    this.#status = Number(head.slice(9, 12));
    const at = head.indexOf("content-length:");
    this.#left = at === -1 ? "chunk" : Number.parseInt(head.slice(at + 15), 10);
    return true;
  }

  #readCounted(): boolean {
    const taken = this.#unread.slice(0, this.#left as number);
    this.#unread = this.#unread.slice(taken.length);
    this.#left = (this.#left as number) - taken.length;
    this.#take(taken);
    return this.#left === 0;
  }

  #readChunks(): boolean {
    let at = 0;
    for (;;) {
      const line = this.#unread.indexOf("\r\n", at);
      const size = line === -1 ? Number.NaN : Number.parseInt(this.#unread.slice(at, line), 16);
      const next = line + 2 + size + 2;
      if (Number.isNaN(size) || this.#unread.length < next) break;
      this.#take(this.#unread.slice(line + 2, next - 2));
      at = next;
      if (size > 0) continue;
      this.#unread = this.#unread.slice(at);
      return true;
    }
    this.#unread = this.#unread.slice(at);
    return false;
  }

  #take(piece: string): void {
    this.#body.push(piece);
    if (piece !== "") this.#open?.hear?.(piece);
  }
}
