import type { IncomingMessage, Server as HttpServer, ServerResponse } from "node:http";
import type { Server } from "node:net";
import type { Duplex } from "node:stream";
import { answerOffers } from "../http/socket/upgrades.ts";
import { withoutPrefix } from "../http/request/own-path.ts";
import { showValue } from "../base/show-value.ts";
import { browserHost } from "../serve/listen.ts";
import { refuseUpgrade } from "../http/socket/refuse-upgrade.ts";

/** What is asked for at one path of a server. */
export interface MountedHandlers {
  readonly answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  readonly upgrade: (incoming: IncomingMessage, stream: Duplex, head: Buffer) => void;
}

const mounts = new WeakMap<Server, ServerMounts>();

/**
 * From now on requests and upgrades at a path and below it go to the handlers, all others where they went before. Gives
 * the undo. Throws where something is mounted at this path already.
 */
export function mountOn(server: Server, path: string, handlers: MountedHandlers): () => void {
  const here = mounts.get(server) ?? new ServerMounts(server);
  mounts.set(server, here);
  here.add(path, handlers);
  return () => {
    if (here.remove(path)) mounts.delete(server);
  };
}

/** The paths of one server. Events are taken before any listener hears them, so that the order of listeners is no matter. */
class ServerMounts {
  readonly #server: Server;
  readonly #places = new Map<string, MountedHandlers>();
  readonly #leaveOffers: () => void;
  readonly #own: PropertyDescriptor | undefined;
  // Node asks for a listener before it lets an upgrade happen at all.
  readonly #listener = (): void => {};

  constructor(server: Server) {
    this.#server = server;
    this.#own = Object.getOwnPropertyDescriptor(server, "emit");
    const emit = server.emit.bind(server) as (event: string, ...values: unknown[]) => boolean;
    const taking = (event: string, ...values: unknown[]): boolean =>
      this.#take(event, values) || emit(event, ...values);
    server.emit = taking as Server["emit"];
    server.on("upgrade", this.#listener);
    this.#leaveOffers = answerOffers(server as HttpServer, () => server.listenerCount("upgrade") > 1);
  }

  add(path: string, handlers: MountedHandlers): void {
    if (this.#places.has(path)) {
      throw new Error(
        `attach(): an app is attached at ${JSON.stringify(path || "/")} of this server already; give another path, such as "/second".`,
      );
    }
    this.#places.set(path, handlers);
  }

  /** Whether it was the last. */
  remove(path: string): boolean {
    this.#places.delete(path);
    if (this.#places.size > 0) return false;
    this.#server.off("upgrade", this.#listener);
    this.#leaveOffers();
    if (this.#own === undefined) Reflect.deleteProperty(this.#server, "emit");
    else Object.defineProperty(this.#server, "emit", this.#own);
    return true;
  }

  #take(event: string, values: readonly unknown[]): boolean {
    if (event !== "request" && event !== "upgrade") return false;
    const [incoming, other, head] = values;
    const handlers = this.#find((incoming as IncomingMessage).url ?? "/");
    if (event === "request") handlers?.answer(incoming as IncomingMessage, other as ServerResponse);
    else if (handlers) handlers.upgrade(incoming as IncomingMessage, other as Duplex, head as Buffer);
    else if (this.#server.listenerCount("upgrade") === 1) {
      refuseUpgrade(other as Duplex, "404 Not Found", "There is no socket at this address.");
      return true;
    }
    return handlers !== undefined;
  }

  #find(url: string): MountedHandlers | undefined {
    const path = url.split("?")[0] ?? "";
    const fits = [...this.#places.keys()].filter((place) => place === "" || withoutPrefix(path, place) !== null);
    const longest = fits.toSorted((one, other) => other.length - one.length)[0];
    return longest === undefined ? undefined : this.#places.get(longest);
  }
}

const jsonHeaders = { "content-type": "application/json", "cache-control": "no-store" };

/**
 * Handlers that wait until the app at a path is ready; where it cannot be, they answer 503. Only what asks whether it is
 * ready is told at once that it is not.
 */
export function waitingHandlers(path: string, app: Promise<MountedHandlers>): MountedHandlers {
  const progress = { settled: false };
  const settle = (): void => {
    progress.settled = true;
  };
  app.then(settle, settle);
  return {
    answer(incoming, outgoing) {
      const asked = incoming.url?.split("?")[0];
      if (!progress.settled && asked === `${path}/readyz`) {
        return void outgoing.writeHead(503, jsonHeaders).end('{"status":"starting"}');
      }
      if (!progress.settled && asked === `${path}/healthz`) {
        return void outgoing.writeHead(200, jsonHeaders).end('{"status":"ok"}');
      }
      const refuse = (): unknown =>
        outgoing.writeHead(503, { "content-type": "text/plain; charset=utf-8" }).end("This app could not start.\n");
      // The server's own code may have answered by then.
      return void app.then((ready) => ready.answer(incoming, outgoing), refuse).catch(() => outgoing.destroy());
    },
    upgrade: (incoming, stream, head) => {
      stream.on("error", () => stream.destroy());
      app.then((ready) => ready.upgrade(incoming, stream, head)).catch(() => stream.destroy());
    },
  };
}

/** The server as Node knows it. Throws a `TypeError` for what is none. */
export function checkServer(server: unknown): Server {
  const found = typeof server === "object" && server !== null ? Reflect.get(server, "address") : undefined;
  if (typeof found === "function") return server as Server;
  throw new TypeError(
    `attach(): the server must be one of Node, such as createServer(app) or what Express's app.listen() gives, got ${showValue(server)}.`,
  );
}

/** The address that a server listens on; null before it does, and for a pipe. */
export function addressOf(server: Server): string | null {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.address : null;
}

/** `http://127.0.0.1:3000` of a server; "" while it does not listen. */
export function urlOf(server: Server): string {
  const address = server.address();
  if (typeof address !== "object" || address === null) return "";
  return `${"setSecureContext" in server ? "https" : "http"}://${browserHost(address.address)}:${address.port}`;
}
