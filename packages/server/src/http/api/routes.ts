import { Hono, type Context } from "hono";
import type { Call } from "../../calls/call.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import { responseOf, type Asked } from "../request/http-request.ts";
import { eventStream } from "../answer/event-stream.ts";
import { serveFile } from "../files/file.ts";
import { BodyError } from "../request/read-json.ts";
import { UploadError } from "../files/form.ts";
import { jsonResponse } from "../answer/json-response.ts";
import { isServable, wanted } from "./accept.ts";
import { endOf } from "./event-words.ts";
import { isKey } from "./idempotency-keys.ts";
import { bodyProblem, problem } from "../answer/problem.ts";
import type { SimpleRequests } from "./requests.ts";
import type { SimpleApi } from "./simple-api.ts";
import { onlyFile, onlyFileOutput } from "./values.ts";

// Bytes of a result from which on its copies are counted.
const large = 65_536;
const tooMuchUnread = {
  code: "queue-full",
  message: "Too much of what the server has told is not taken yet. Try again in a moment.",
} as const;

/** What the simple API is served with. */
export interface SimpleRoutesOptions {
  readonly api: SimpleApi;
  readonly requests: SimpleRequests;
  readonly context: GatewayContext;
  readonly askedOf: (c: Context) => Asked;
}

const mostWaitS = 300;

/** The routes of the simple API below `/api`: named arguments in, named values out. */
export function simpleRoutes(options: SimpleRoutesOptions): Hono {
  const { api, requests, context, askedOf } = options;
  const { components } = api;
  const routes = new Hono();
  routes.onError((error) => {
    if (error instanceof BodyError || error instanceof UploadError) return bodyProblem(error);
    throw error;
  });
  const bytesOf = (c: Context, call: Call): Response | null => {
    const file = onlyFile(call.log.values, onlyFileOutput(call.fn, components));
    const stored = file === null ? undefined : context.store.find(file.path);
    const want = wanted(c, stored?.type.toLowerCase() ?? null);
    if (want === "json") return null;
    if (want === "bytes") return serveFile(c, stored, { embeddable: false, answers: context.answers });
    const what = stored === undefined ? "no file" : `a file of the type ${stored.type}`;
    return problem({ code: "not-acceptable", message: `The result is ${what}. Accept that, or application/json.` });
  };
  const stateOf = (c: Context, call: Call): Response => {
    const root = askedOf(c).root();
    if (call.end !== null) {
      const bytes = call.end.status === "done" ? bytesOf(c, call) : null;
      return bytes ?? jsonResponse({ call: call.id, ...endOf(call, (values) => api.named(call, values, root)) });
    }
    const { position, progress, log } = call;
    return jsonResponse({
      call: call.id,
      state: call.state,
      ...(position?.msg === "position" ? { rank: position.rank, size: position.size, etaMs: position.etaMs } : {}),
      ...(progress?.msg === "progress" ? { progress: progress.bars } : {}),
      ...(log.values === null ? {} : { data: api.named(call, log.values, root) }),
    });
  };

  // A result may be asked for by many who read nothing; each would get a copy of its own.
  const refuseUnread = (c: Context, call: Call): Response | null => {
    const { outgoing, visitor } = askedOf(c);
    const { bytes } = call.log;
    if (outgoing === undefined || bytes < large) return null;
    const { counted = null } = visitor();
    if (!context.unread.take(bytes, counted)) return problem(tooMuchUnread);
    outgoing.once("close", () => context.unread.free(bytes, counted));
    return null;
  };

  routes.get("/calls/:id", (c) => {
    const call = api.find(c.req.param("id"));
    if (call === undefined) return noCall();
    const refused = refuseUnread(c, call);
    if (refused !== null) return refused;
    const servable = isServable(c, onlyFileOutput(call.fn, components) !== null);
    return servable ? stateOf(c, call) : notServable();
  });

  routes.delete("/calls/:id", (c) => {
    const call = api.find(c.req.param("id"));
    if (call === undefined) return noCall();
    api.cancel(call);
    return c.body(null, 204);
  });
  routes.all("/calls/:id", () => wrongMethod("GET, DELETE"));

  routes.get("/calls/:id/events", (c) => {
    const call = api.find(c.req.param("id"));
    if (call === undefined) return noCall();
    const last = c.req.header("last-event-id") ?? "";
    if (!/^\d{0,15}$/.test(last)) {
      const message = `"Last-Event-ID" must be the id of an event, got ${JSON.stringify(last.slice(0, 60))}.`;
      return problem({ code: "bad-message", message });
    }
    const after = last === "" ? -1 : Math.min(Number(last), call.log.last);
    // To a browser's EventSource, which comes back after each end, this says to stay away.
    if (call.end !== null && after === call.log.last) return c.body(null, 204);
    const refused = refuseUnread(c, call);
    if (refused !== null) return refused;
    const asked = askedOf(c);
    return eventStream(asked.stream(), (stream) => api.read(call, after, stream, asked.root()));
  });
  routes.all("/calls/:id/events", () => wrongMethod("GET"));

  routes.post("/:name", async (c) => {
    const fn = api.function(c.req.param("name"));
    if (fn === undefined) return noFunction();
    const wait = Number(c.req.query("wait") ?? 30);
    if (!(wait >= 0 && wait <= mostWaitS) || c.req.query("wait") === "") {
      return problem({ code: "bad-message", message: `"wait" must be seconds from 0 to ${mostWaitS}.` });
    }
    const key = c.req.header("idempotency-key") ?? null;
    if (key !== null && !isKey(key)) {
      const message = "The Idempotency-Key must be 1 to 255 visible characters of ASCII, such as a random UUID.";
      return problem({ code: "bad-message", message });
    }
    if (!isServable(c, onlyFileOutput(fn, components) !== null)) return notServable();
    const bytes = (call: Call): Response | null => bytesOf(c, call);
    return responseOf(await requests.post(askedOf(c), fn, { waitMs: wait * 1000, key, bytes }));
  });
  routes.all("/:name", (c) => (api.function(c.req.param("name")) === undefined ? noFunction() : wrongMethod("POST")));
  routes.all("*", () => problem({ code: "not-found", message: "There is nothing at this address." }));
  return routes;
}

function noCall(): Response {
  return problem({ code: "not-found", message: "There is no such call (any more)." });
}

function noFunction(): Response {
  return problem({ code: "not-found", message: "This app has no such function in its API." });
}

function notServable(): Response {
  return problem({ code: "not-acceptable", message: "Results are told as application/json. Accept that." });
}

function wrongMethod(allow: string): Response {
  return problem({ code: "method-not-allowed", message: `Use ${allow} here.` }, { allow });
}
