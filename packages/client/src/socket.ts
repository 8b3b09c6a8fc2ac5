import { parseServerMessages, printMessage, type ClientMessage, type ServerMessage } from "@vitrine/protocol";

/** The part of the browser's WebSocket that is used; the class of `ws` has it too. */
export interface WebSocketLike {
  addEventListener(type: "open" | "message" | "close" | "error", listener: (event: never) => void): void;
  send(data: string): void;
  close(code?: number): void;
}

/** A WebSocket class. */
export type WebSocketClass = new (url: string) => WebSocketLike;

/** How the connection stands. */
export interface ConnectionStatus {
  /** `open` once the server has answered `hello`; `closed` is for good. */
  readonly state: "connecting" | "open" | "waiting" | "closed";
  /** While waiting: when the next try begins, milliseconds since 1970. */
  readonly retryAt: number | null;
  /** `replaced`: another socket took the session over. */
  readonly problem: "replaced" | null;
}

/** What a reconnecting socket tells and asks. */
export interface SocketOptions {
  readonly url: string;
  readonly WebSocket: WebSocketClass;
  /** The first message of every socket. */
  hello(): ClientMessage;
  onMessage(message: ServerMessage): void;
  onStatus(status: ConnectionStatus): void;
  /** The socket is gone. `code` is WebSocket's. */
  onLost(code: number): void;
  /** What to use where upgrades are blocked; null where the app does not answer by plain HTTP either. */
  fallback(): Promise<WebSocketClass | null>;
}

const firstDelayMs = 500;
const longestDelayMs = 8_000;
const answerMs = 10_000;

/** How long to wait before try number `failures` (from 1): 0.5 s doubling to 8 s, the last half of it by chance (`random` 0 to 1). */
export function retryDelay(failures: number, random: number): number {
  return Math.min(firstDelayMs * 2 ** (failures - 1), longestDelayMs) * (0.5 + random / 2);
}

/** A WebSocket that comes back by itself. It is `open` from the server's `welcome` on. */
export class Socket {
  readonly #options: SocketOptions;
  #socket: WebSocketLike | null = null;
  #status: ConnectionStatus = { state: "connecting", retryAt: null, problem: null };
  #failures = 0;
  #upgraded = false;
  #fallenBack = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  get status(): ConnectionStatus {
    return this.#status;
  }

  /** Opens a new socket now, in place of the one there is; a WebSocket unless told otherwise. */
  connect(Class: WebSocketClass = this.#options.WebSocket): void {
    clearTimeout(this.#timer);
    this.#drop();
    this.#set({ state: "connecting", retryAt: null, problem: this.#status.problem });
    this.#fallenBack = Class !== this.#options.WebSocket;
    const socket = new Class(this.#options.url);
    this.#socket = socket;
    // A server that takes the connection and then says nothing must not hold the page for ever.
    this.#timer = setTimeout(() => this.#lost(socket, 1006), answerMs);
    socket.addEventListener("open", () => socket.send(printMessage(this.#options.hello())));
    socket.addEventListener("message", (event: { data: unknown }) => {
      for (const message of parseServerMessages(String(event.data))) {
        // A message may have ended this socket.
        if (socket === this.#socket) this.#receive(message);
      }
    });
    socket.addEventListener("close", (event: { code: number }) => this.#lost(socket, event.code));
    // Without a listener `ws` would throw; `close` follows in any case.
    socket.addEventListener("error", () => {});
  }

  /** Ends the wait before the next try, if there is one. */
  hurry(): void {
    if (this.#status.state === "waiting") this.connect();
  }

  /** Sends when open and says whether it did. */
  send(message: ClientMessage): boolean {
    if (this.#status.state !== "open" || !this.#socket) return false;
    this.#socket.send(printMessage(message));
    return true;
  }

  close(): void {
    this.#stop(null);
  }

  #receive(message: ServerMessage): void {
    if (message.msg === "welcome") {
      clearTimeout(this.#timer);
      this.#failures = 0;
      this.#upgraded ||= !this.#fallenBack;
      this.#set({ state: "open", retryAt: null, problem: null });
    }
    this.#options.onMessage(message);
    if (message.msg === "bye" && message.reason === "replaced") this.#stop("replaced");
  }

  #lost(socket: WebSocketLike, code: number): void {
    if (socket !== this.#socket) return;
    clearTimeout(this.#timer);
    this.#drop();
    this.#failures += 1;
    const delay = retryDelay(this.#failures, Math.random());
    this.#timer = setTimeout(() => this.connect(), delay);
    this.#set({ state: "waiting", retryAt: Date.now() + delay, problem: this.#status.problem });
    this.#options.onLost(code);
    // Where a WebSocket opened before it is rather the server that is away.
    if (!this.#fallenBack && this.#failures > (this.#upgraded ? 1 : 0)) void this.#fallBack();
  }

  async #fallBack(): Promise<void> {
    const failures = this.#failures;
    const Class = await this.#options.fallback().catch(() => null);
    if (Class && failures === this.#failures && this.#status.state === "waiting") this.connect(Class);
  }

  #stop(problem: "replaced" | null): void {
    clearTimeout(this.#timer);
    this.#drop();
    this.#set({ state: "closed", retryAt: null, problem });
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #set(status: ConnectionStatus): void {
    this.#status = status;
    this.#options.onStatus(status);
  }
}
