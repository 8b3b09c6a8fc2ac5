import type { IncomingMessage, ServerResponse } from "node:http";
import type { GatewayContext } from "../context/gateway-context.ts";
import { alreadySent } from "../http/answer/already-sent.ts";
import { breakOff } from "../http/answer/break-off.ts";
import { bodyProblem } from "../http/answer/problem.ts";
import type { SimpleRequests } from "../http/api/requests.ts";
import {
  type Answer,
  type Asked,
  keptOfProgram,
  NodeHeaders,
  rawHeaderLines,
  sendAnswer,
  shortQuery,
} from "../http/request/http-request.ts";
import { isJson } from "../http/request/body-type.ts";
import type { CallerCookie } from "../http/request/caller-cookie.ts";
import { corsHeaders } from "../http/answer/cors.ts";
import { failure } from "../http/answer/failure.ts";
import { problem } from "../http/gradio/answers.ts";
import { BodyError } from "../http/request/read-json.ts";
import type { GradioRequests } from "../http/gradio/requests.ts";
import { guardRequest, isReadableByAll, isTrustedOrigin } from "../http/request/guard.ts";
import { guardedBy } from "../http/request/guarded.ts";
import type { OriginNotices } from "../http/request/origin-notices.ts";
import { ownPath } from "../http/request/own-path.ts";
import { rootOf } from "../http/request/root-of.ts";
import { visitorOf } from "../http/request/read-visitor.ts";

/** What the quick lane is made of. */
export interface QuickLaneOptions {
  readonly context: GatewayContext;
  readonly notices: OriginNotices;
  readonly cookie: CallerCookie;
  readonly gradio: GradioRequests;
  readonly simple: SimpleRequests;
}

/** Takes a request and says so, or leaves it to the app. */
export type QuickLane = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;

type Handler = (asked: Asked) => Promise<Answer | Response> | Response;

const apiName = /^[A-Za-z0-9_-]+$/;
const callPath = /^\/gradio_api\/call\/[A-Za-z0-9_-]+\/([0-9a-f]{32})$/;
const plainHost = /^(?:[\w.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i;
const plainHeaders = { "referrer-policy": "same-origin", "x-content-type-options": "nosniff" };
const longestUnreadMs = 1000;

/**
 * The requests that carry calls, answered without the router, which costs a trivial call more than its function. Only what is
 * plain is taken; all else, and every request of an app with a login, goes to the app, which has the same routes.
 */
export function quickLane({ context, notices, cookie, gradio, simple }: QuickLaneOptions): QuickLane {
  const { settings, clock, boundary } = context;
  const noBytes = { waitMs: 30_000, key: null, bytes: () => null };

  const posted = (path: string, query: string, incoming: IncomingMessage): Handler | null => {
    const { headers } = incoming;
    if (!isJson(new NodeHeaders(incoming))) return null;
    if (path === "/gradio_api/queue/join") return (asked) => gradio.join(asked);
    if (path.startsWith("/gradio_api/call/")) {
      const name = path.slice(17);
      const fn = apiName.test(name) ? gradio.find(name) : undefined;
      return fn === undefined ? null : (asked) => gradio.post(asked, fn);
    }
    if (!path.startsWith("/api/") || query !== "" || headers["idempotency-key"] !== undefined) return null;
    if (!/^(?:\*\/\*|application\/json)?$/.test(headers.accept ?? "")) return null;
    const name = path.slice(5);
    const fn = apiName.test(name) ? simple.find(name) : undefined;
    return fn === undefined ? null : (asked) => simple.post(asked, fn, noBytes);
  };

  const wanted = (path: string, query: string): Handler | null => {
    if (path === "/gradio_api/queue/data") {
      return (asked) => gradio.readQueue(asked, new URLSearchParams(query).get("session_hash") ?? "");
    }
    const [, id] = path.startsWith("/gradio_api/call/") ? (callPath.exec(path) ?? []) : [];
    return id === undefined ? null : (asked) => gradio.readCall(asked, id);
  };

  const answer = async (handler: Handler, asked: Asked, outgoing: ServerResponse, isSimple: boolean): Promise<void> => {
    let made: Answer | Response;
    try {
      made = await handler(asked);
    } catch (error) {
      made = !(error instanceof BodyError)
        ? failure(context, error, isSimple)
        : isSimple
          ? bodyProblem(error)
          : problem(error.status, error.message);
      // What was not read must not stay in front of the next request, nor be read for ever.
      if (!outgoing.req.complete) {
        const stop = clock.after(longestUnreadMs, () => outgoing.req.destroy());
        outgoing.req.once("end", stop).once("close", stop).resume();
      }
    }
    if (made === alreadySent || outgoing.destroyed) return;
    await sendAnswer(outgoing, made, asked.stream().headers);
    if (outgoing.writableLength > 0) context.answers.watch(outgoing);
  };

  return (incoming, outgoing) => {
    const { method, url = "", headers } = incoming;
    const { host = "" } = headers;
    if ((method !== "POST" && method !== "GET") || url[0] !== "/" || !plainHost.test(host)) return false;
    const mark = url.indexOf("?");
    const path = ownPath(mark === -1 ? url : url.slice(0, mark), settings);
    const query = mark === -1 ? "" : url.slice(mark + 1);
    const handler = method === "POST" ? posted(path, query, incoming) : wanted(path, query);
    if (handler === null) return false;
    const read = new NodeHeaders(incoming);
    const encrypted = "encrypted" in incoming.socket;
    const peer = incoming.socket.remoteAddress ?? "";
    const request = guardedBy(read, { method, host, encrypted, isOld: incoming.httpVersion === "1.0", peer });
    const verdict = guardRequest(request, settings);
    if (!verdict.allowed) return false;
    notices.see(request);
    const { address, counted, secure } = verdict;
    const { origin } = request;
    const trusted = isTrustedOrigin(request, settings);
    const more =
      origin === null
        ? plainHeaders
        : { ...plainHeaders, ...corsHeaders({ origin, trusted, readable: isReadableByAll(request, settings) }) };
    const asked: Asked = {
      body: incoming,
      headers: read,
      outgoing,
      root: () => rootOf({ host, forwardedHost: request.forwardedHost, secure }, settings),
      stream: () => ({ outgoing, headers: more, headOnly: false, boundary, seat: context.streams.seat(counted) }),
      visitor: () =>
        visitorOf(
          {
            cookie: read.get("cookie"),
            headers: rawHeaderLines(incoming, keptOfProgram),
            query: shortQuery(query, keptOfProgram),
            address,
            counted,
            identity: null,
          },
          cookie,
        ),
    };
    boundary.run(
      () => answer(handler, asked, outgoing, path.startsWith("/api/")),
      () => breakOff(outgoing),
    );
    return true;
  };
}
