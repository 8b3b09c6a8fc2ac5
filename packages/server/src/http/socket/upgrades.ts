import type { IncomingMessage, Server } from "node:http";

type RequestClass = typeof IncomingMessage;

const offered = Symbol("offered");

/**
 * A class of requests of which WebSockets alone are upgrades, unless `takesOthers`. Programs such as Java's client and
 * `curl --http2` offer another protocol beside what they ask for, and are to be answered as if they did not; Node itself
 * takes every offer for an upgrade as soon as a server hears of upgrades.
 */
export function withPlainOffers(Request: RequestClass, takesOthers: () => boolean): RequestClass {
  return class extends Request {
    declare [offered]: boolean | null;

    get upgrade(): boolean | null {
      const isSocket = this.method === "CONNECT" || this.headers.upgrade?.trim().toLowerCase() === "websocket";
      return this[offered] === true && !isSocket && !takesOthers() ? false : this[offered];
    }

    set upgrade(value: boolean | null) {
      this[offered] = value;
    }
  };
}

/**
 * Makes a server, which somebody else made, answer requests with offers of `withPlainOffers`; gives the undo. Where its
 * Node keeps the class elsewhere, nothing happens.
 */
export function answerOffers(server: Server, takesOthers: () => boolean): () => void {
  const place = Object.getOwnPropertySymbols(server).find(({ description }) => description === "IncomingMessage");
  const Request: unknown = place === undefined ? undefined : Reflect.get(server, place);
  if (place === undefined || typeof Request !== "function") return () => {};
  Reflect.set(server, place, withPlainOffers(Request as RequestClass, takesOthers));
  return () => void Reflect.set(server, place, Request);
}
