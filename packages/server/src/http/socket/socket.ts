import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import type { Connection, ConnectionEvents } from "../../calls/connection.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import type { Visitor } from "../../context/visitor.ts";
import type { CallerCookie } from "../request/caller-cookie.ts";
import { headerLines, keptOfPage, shortQuery } from "../request/http-request.ts";
import { guardRequest } from "../request/guard.ts";
import { guardedBy } from "../request/guarded.ts";
import type { Gate } from "../login/gate.ts";
import type { Identity } from "../../context/identity.ts";
import { ownPath } from "../request/own-path.ts";
import { refuseUpgrade } from "./refuse-upgrade.ts";
import { countUnfinished } from "./unfinished-messages.ts";
import { SocketConnection } from "./socket-connection.ts";
import { visitorOf } from "../request/read-visitor.ts";

/** What sockets are accepted with. */
export interface SocketOptions {
  readonly context: Pick<GatewayContext, "settings" | "boundary" | "arriving" | "streams">;
  readonly cookie: CallerCookie;
  /** Lets users pass; null where everyone may. */
  readonly gate: Gate | null;
  readonly open: (connection: Connection, visitor: Visitor) => ConnectionEvents;
}

const socketPath = "/_vitrine/socket";

/** Takes a request for an upgrade. */
export type UpgradeHandler = (request: IncomingMessage, stream: Duplex, head: Buffer) => void;

/** Accepts the page's sockets; a foreign origin, or another path, is refused before the upgrade. */
export function socketHandler({ context, cookie, gate, open }: SocketOptions): UpgradeHandler {
  const { settings, boundary, streams } = context;
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: settings.limits.socketMessage,
  });
  const take = (request: IncomingMessage, stream: Duplex, head: Buffer, onAccept: () => void): void | Promise<void> => {
    const address = parseTarget(request.url);
    if (address === null || ownPath(address.pathname, settings) !== socketPath) {
      return refuseUpgrade(stream, "404 Not Found", "There is no socket at this address.");
    }
    const headers = headersOf(request);
    const peer = request.socket.remoteAddress ?? "";
    const verdict = guardRequest(
      guardedBy(headers, { method: "UPGRADE", host: headers.get("host") ?? "", peer }),
      settings,
    );
    if (!verdict.allowed) return refuseUpgrade(stream, "403 Forbidden", verdict.text);
    const query = address.search.slice(1);
    const accept = (identity: Identity | null): void => {
      // Left while it was found out who it is.
      if (request.socket.destroyed) return;
      const visitor = visitorOf(
        {
          cookie: headers.get("cookie"),
          headers: headerLines(headers, keptOfPage),
          query: shortQuery(query, keptOfPage),
          address: verdict.address,
          counted: verdict.counted,
          identity,
        },
        cookie,
      );
      if (!streams.open(verdict.counted)) {
        return refuseUpgrade(stream, "429 Too Many Requests", "Too many connections of your address are open.");
      }
      request.socket.once("close", () => streams.close(verdict.counted));
      onAccept();
      sockets.handleUpgrade(request, stream, head, (socket) =>
        listen(socket, request.socket, context, (connection) => open(connection, visitor)),
      );
    };
    const admit = async (by: Gate): Promise<void> => {
      const identity = await by.passSocket(headers, verdict);
      if (identity !== null) accept(identity);
      else refuseUpgrade(stream, "401 Unauthorized", "Log in first, at /login.");
    };
    if (gate === null) return accept(null);
    return admit(gate);
  };
  return (request, stream, head) => {
    stream.on("error", () => stream.destroy());
    let accepted = false;
    const onAccept = (): void => {
      accepted = true;
    };
    boundary.run(
      () => take(request, stream, head, onAccept),
      () => {
        if (accepted) stream.destroy();
        else refuseUpgrade(stream, "500 Internal Server Error", "Something went wrong in the server.");
      },
    );
  };
}

function listen(
  socket: WebSocket,
  stream: Socket,
  { boundary, arriving }: SocketOptions["context"],
  open: (connection: Connection) => ConnectionEvents,
): void {
  stream.setNoDelay(true);
  const events = open(new SocketConnection(socket, stream, boundary));
  const fail = (): void => socket.close(1011, "fault");
  const unfinished = countUnfinished(socket, stream, arriving);
  socket.on(
    "message",
    boundary.wrap((data: Buffer, isBinary: boolean) => {
      unfinished.whole();
      events.message(isBinary ? "" : data.toString("utf8"));
    }, fail),
  );
  socket.on(
    "pong",
    boundary.wrap(() => events.pong(), fail),
  );
  socket.on(
    "close",
    boundary.wrap(() => {
      unfinished.whole();
      events.closed();
    }),
  );
  // What is wrong with a frame is told by the close code; there is nothing else to do.
  socket.on("error", () => {});
}

function parseTarget(url: string | undefined): URL | null {
  const target = `http://localhost${url ?? ""}`;
  return URL.canParse(target) ? new URL(target) : null;
}

// As they came: Node's own tables of headers throw for names such as `__proto__` before its version 20.20.2.
function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at]!, rawHeaders[at + 1]!);
  return headers;
}
