import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { ErrorData, JsonObject, JsonValue } from "@vitrine/protocol";
import { Hono, type Context } from "hono";
import { infoOf, parameterNames } from "../../describe/info.ts";
import type { AppDescription, FunctionDescription } from "../../describe/description.ts";
import { Call } from "../../gateway/call.ts";
import type { GatewayContext } from "../../gateway/gateway-context.ts";
import type { Visitor } from "../../gateway/session.ts";
import { eventStream, type EventStream } from "../event-stream.ts";
import type { GradioApi } from "./gradio-api.ts";
import { BodyError, readJson } from "./read-json.ts";

/** What the routes need of the app around them. */
export interface GradioRoutesOptions {
  readonly api: GradioApi;
  readonly context: GatewayContext;
  readonly description: AppDescription;
  readonly bodyOf: (c: Context) => Readable;
  readonly visitorOf: (c: Context) => Visitor;
  /** The address of the app as this caller reaches it, without a slash at the end. */
  readonly rootOf: (c: Context) => string;
  readonly outgoingOf: (c: Context) => ServerResponse | undefined;
  /** Headers of streams, which no later handler can add. */
  readonly streamHeaders: (c: Context) => Readonly<Record<string, string>>;
}

const longestHash = 200;

/** The routes of Gradio's protocol below `/gradio_api`. */
export function gradioRoutes(options: GradioRoutesOptions): Hono {
  const { api, context, description } = options;
  const { limits, instance } = context.settings;
  const info = infoOf(description, false);
  const all = infoOf(description, true);
  const routes = new Hono();
  const userOf = (c: Context): string | null => options.visitorOf(c).caller.user;

  const read = (c: Context): Promise<JsonObject> =>
    readJson(options.bodyOf(c), c.req.raw.headers, {
      bytes: limits.jsonBody,
      depth: limits.jsonDepth,
      ms: limits.uploadIdleMs,
      clock: context.clock,
    });
  const stream = (c: Context, open: (stream: EventStream) => void): Response =>
    eventStream(options.outgoingOf(c), options.streamHeaders(c), open);
  routes.onError((error) => {
    if (error instanceof BodyError) return problem(error.status, error.message);
    throw error;
  });

  routes.get("/info", (c) => c.json(c.req.query("all_endpoints") === "true" ? all : info));
  routes.get("/app_id", (c) => c.json({ app_id: instance }));
  let started = false;
  routes.get("/startup-events", (c) => {
    const first = !started;
    started = true;
    return c.json(first);
  });
  routes.get("/queue/status", (c) =>
    c.json({ msg: "estimation", event_id: null, rank: null, queue_size: api.waiting, rank_eta: null }),
  );

  routes.post("/queue/join", async (c) => {
    const body = await read(c);
    const { session_hash: hash, fn_index: index } = body;
    if (!isHash(hash)) return problem(400, "Session hash not found.");
    if (typeof index !== "number") return problem(400, "No function index provided.");
    const data = dataOf(body);
    if (data === null) return problem(400, noData);
    const fn = api.find(index);
    return fn === undefined ? unknown(index) : accepted(api.join(fn, data, hash, options.visitorOf(c)));
  });

  routes.get("/queue/data", (c) =>
    stream(c, (open) => api.read(c.req.query("session_hash") ?? "", userOf(c), open, options.rootOf(c))),
  );

  routes.post("/cancel", async (c) => {
    const { event_id: id, session_hash: hash } = await read(c);
    if (typeof id !== "string" || typeof hash !== "string") {
      const name = typeof id === "string" ? "session_hash" : "event_id";
      return c.json({ detail: [{ type: "missing", loc: ["body", name], msg: "Field required" }] }, 422);
    }
    api.cancel(hash, userOf(c), id);
    return c.json({ success: true });
  });
  routes.post("/reset", (c) => c.json({ success: true }));

  routes.get("/heartbeat/:hash", (c) => {
    const hash = c.req.param("hash");
    if (!isHash(hash)) return problem(400, `A session hash has 1 to ${longestHash} characters.`);
    return stream(c, (open) => api.beat(hash, open, options.visitorOf(c)));
  });

  routes.post("/call/v2/:name", async (c) => {
    const fn = api.find(c.req.param("name"));
    if (fn === undefined) return unknown(c.req.param("name"));
    const body = await read(c);
    const names = parameterNames(fn);
    const stranger = Object.keys(body).find((name) => !names.includes(name));
    if (stranger !== undefined) {
      const known = names.filter((name) => name !== null).join(", ");
      return problem(400, `${fn.label} has no parameter ${JSON.stringify(stranger.slice(0, 60))}; it takes ${known}.`);
    }
    const data = names.map((name) => (name !== null && Object.hasOwn(body, name) ? (body[name] ?? null) : null));
    return accepted(api.post(fn, data, null, options.visitorOf(c)));
  });
  const readCall = (c: Context): Response =>
    stream(c, (open) => api.readCall(c.req.param("id") ?? "", open, options.rootOf(c)));
  routes.get("/call/v2/:name/:id", readCall);
  routes.get("/call/:name/:id", readCall);

  routes.post("/call/:name", async (c) => {
    const fn = api.find(c.req.param("name"));
    if (fn === undefined) return unknown(c.req.param("name"));
    const body = await read(c);
    const data = dataOf(body);
    if (data === null) return problem(400, noData);
    return accepted(api.post(fn, data, hashOf(body), options.visitorOf(c)));
  });

  const run = async (c: Context): Promise<Response> => {
    const body = await read(c);
    const which: JsonValue = body["fn_index"] ?? c.req.param("name") ?? "";
    const fn: FunctionDescription | undefined = api.find(which);
    if (fn === undefined) return unknown(which);
    const data = dataOf(body);
    if (data === null) return problem(400, noData);
    const gone = new AbortController();
    options.outgoingOf(c)?.once("close", () => gone.abort());
    const how = { hash: hashOf(body), visitor: options.visitorOf(c), root: options.rootOf(c), signal: gone.signal };
    const result = await api.run(fn, data, how);
    return "ok" in result ? Response.json(result.output, { status: result.ok ? 200 : 500 }) : refusal(result);
  };
  routes.post("/run/:name", run);
  routes.post("/api/:name", run);
  return routes;
}

function accepted(call: Call | ErrorData): Response {
  return call instanceof Call
    ? new Response(`{"event_id":"${call.id}"}`, { headers: { "content-type": "application/json" } })
    : refusal(call);
}

const noData = 'Send "data": a list with one value for each input.';

function dataOf({ data }: JsonObject): readonly JsonValue[] | null {
  return Array.isArray(data) ? (data as readonly JsonValue[]) : null;
}

function hashOf({ session_hash: hash }: JsonObject): string | null {
  return isHash(hash) ? hash : null;
}

function isHash(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value !== "" && value.length <= longestHash;
}

function problem(status: number, detail: JsonValue, headers: Record<string, string> = {}): Response {
  return Response.json({ detail }, { status, headers });
}

function unknown(which: JsonValue): Response {
  return problem(404, `This app has no function ${JSON.stringify(which).slice(0, 80)} in its API.`);
}

/** A call that was not taken; 422 only with a list, which alone Gradio's Python client can read there. */
function refusal({ code, message, fields, retryAfterMs = 1000 }: ErrorData): Response {
  if (code === "invalid" && fields !== undefined) {
    const detail = fields.map((field) => ({
      __type__: "validate",
      is_valid: false,
      message: field.message,
      parameter_name: field.name,
    }));
    return problem(422, detail);
  }
  if (code === "queue-full" || code === "stopping") {
    return problem(503, message, { "retry-after": String(Math.ceil(retryAfterMs / 1000)) });
  }
  return problem(code === "not-found" ? 404 : code === "too-large" ? 413 : 400, message);
}
