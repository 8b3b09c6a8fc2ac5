import type { Readable } from "node:stream";
import { Hono, type Context } from "hono";
import type { Connection, ConnectionEvents } from "../../calls/connection.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import type { Visitor } from "../../context/visitor.ts";
import { isJson } from "../request/body-type.ts";
import { eventStream, type StreamRequest } from "../answer/event-stream.ts";
import { BodyError, readText } from "../request/read-json.ts";
import { Streams } from "./streams.ts";

/** What the routes of the fall-back need. */
export interface FallbackRoutesOptions {
  readonly context: GatewayContext;
  readonly open: (connection: Connection, visitor: Visitor) => ConnectionEvents;
  readonly bodyOf: (c: Context) => Readable;
  readonly visitorOf: (c: Context) => Visitor;
  /** What an event stream that answers a request is opened with. */
  readonly streamOf: (c: Context) => StreamRequest;
}

const upgradeHint =
  "A page could not open a WebSocket and uses event streams instead, which is slower. A proxy in front of the app does " +
  "not pass upgrades on. For nginx, add to the location: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; " +
  'proxy_set_header Connection "upgrade";';

/**
 * The page's connection without a WebSocket, below `/_vitrine`. `POST stream` answers with Server-Sent Events: `link`
 * (the secret of this connection), then the same messages as over the socket, `ping`, and `close` with a WebSocket's
 * code. `POST send` with the header `x-vitrine-link` takes one message, or nothing in answer to a ping.
 */
export function fallbackRoutes(options: FallbackRoutesOptions): Hono {
  const { context } = options;
  const { settings, clock } = context;
  const { limits } = settings;
  const streams = new Streams(context.randomId);
  const routes = new Hono();
  let hinted = settings.mount?.upgrades === false;

  routes.post("/stream", (c) => {
    // A program without sockets has no page behind it, and so no origin.
    if (!hinted && c.req.header("origin") !== undefined) {
      hinted = true;
      context.log({ level: "warning", text: upgradeHint });
    }
    const visitor = options.visitorOf(c);
    return eventStream(options.streamOf(c), (stream) =>
      streams.open(stream, (connection) => options.open(connection, visitor)),
    );
  });

  routes.post("/send", async (c) => {
    // A type that needs no preflight could be sent by any page.
    if (!isJson(c.req.raw.headers)) {
      return c.json(
        { detail: "Send JSON, with the header Content-Type: application/json and no Content-Encoding." },
        415,
      );
    }
    const link = streams.find(c.req.header("x-vitrine-link") ?? "");
    if (link === undefined) return c.json({ detail: "This connection has ended. Open a new stream." }, 404);
    const taking = link.take();
    if (taking === null) return c.json({ detail: "Send one message at a time." }, 409);
    if (!(await taking.ready())) return c.json({ detail: "This connection has ended. Open a new stream." }, 404);
    const how = { bytes: limits.socketMessage, ms: limits.uploadIdleMs, clock, arriving: context.arriving };
    try {
      taking.message(await readText(options.bodyOf(c), Number(c.req.header("content-length") ?? 0), how));
      return c.body(null, 204);
    } catch (error) {
      if (!(error instanceof BodyError)) throw error;
      taking.fail(error.status === 413 ? 1009 : 1007, error.message);
      return c.json({ detail: error.message }, error.status);
    }
  });
  return routes;
}
