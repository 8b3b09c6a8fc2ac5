import type { JsonValue } from "@vitrine/protocol";
import { Hono, type Context } from "hono";
import { infoOf, parameterNames } from "../../describe/info.ts";
import type { AppDescription, FunctionDescription } from "../../app-model/description.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import { responseOf, type Asked } from "../request/http-request.ts";
import { eventStream } from "../answer/event-stream.ts";
import { jsonResponse } from "../answer/json-response.ts";
import { accepted, problem, refusal, unknown } from "./answers.ts";
import type { GradioApi } from "./gradio-api.ts";
import { BodyError } from "../request/read-json.ts";
import { dataOf, hashOf, isHash, type GradioRequests } from "./requests.ts";

/** What the routes need of the app around them. */
export interface GradioRoutesOptions {
  readonly api: GradioApi;
  readonly requests: GradioRequests;
  readonly context: GatewayContext;
  readonly description: AppDescription;
  readonly askedOf: (c: Context) => Asked;
}

/** The routes of Gradio's protocol below `/gradio_api`. */
export function gradioRoutes(options: GradioRoutesOptions): Hono {
  const { api, requests, context, description, askedOf } = options;
  const { instance } = context.settings;
  const info = infoOf(description, false);
  const all = infoOf(description, true);
  const routes = new Hono();
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

  routes.post("/queue/join", async (c) => responseOf(await requests.join(askedOf(c))));
  routes.get("/queue/data", (c) => requests.readQueue(askedOf(c), c.req.query("session_hash") ?? ""));

  routes.post("/cancel", async (c) => {
    const { event_id: id, session_hash: hash } = await requests.read(askedOf(c));
    if (typeof id !== "string" || typeof hash !== "string") {
      const name = typeof id === "string" ? "session_hash" : "event_id";
      return c.json({ detail: [{ type: "missing", loc: ["body", name], msg: "Field required" }] }, 422);
    }
    api.cancel(hash, askedOf(c).visitor().caller.user, id);
    return c.json({ success: true });
  });
  routes.post("/reset", (c) => c.json({ success: true }));

  routes.get("/heartbeat/:hash", (c) => {
    const hash = c.req.param("hash");
    if (!isHash(hash)) return problem(400, "A session hash has 1 to 200 characters.");
    const asked = askedOf(c);
    return eventStream(asked.stream(), (stream) => api.beat(hash, stream, asked.visitor()));
  });

  routes.post("/call/v2/:name", async (c) => {
    const fn = api.find(c.req.param("name"));
    if (fn === undefined) return unknown(c.req.param("name"));
    const asked = askedOf(c);
    const body = await requests.read(asked);
    const names = parameterNames(fn);
    const stranger = Object.keys(body).find((name) => !names.includes(name));
    if (stranger !== undefined) {
      const known = names.filter((name) => name !== null).join(", ");
      return problem(400, `${fn.label} has no parameter ${JSON.stringify(stranger.slice(0, 60))}; it takes ${known}.`);
    }
    const data = names.map((name) => (name !== null && Object.hasOwn(body, name) ? (body[name] ?? null) : null));
    return responseOf(accepted(api.post(fn, data, null, await requests.caller(asked))));
  });
  const readCall = (c: Context): Response => requests.readCall(askedOf(c), c.req.param("id") ?? "");
  routes.get("/call/v2/:name/:id", readCall);
  routes.get("/call/:name/:id", readCall);

  routes.post("/call/:name", async (c) => {
    const fn = api.find(c.req.param("name"));
    if (fn === undefined) return unknown(c.req.param("name"));
    return responseOf(await requests.post(askedOf(c), fn));
  });

  const run = async (c: Context): Promise<Response> => {
    const asked = askedOf(c);
    const body = await requests.read(asked);
    const which: JsonValue = body["fn_index"] ?? c.req.param("name") ?? "";
    const fn: FunctionDescription | undefined = api.find(which);
    if (fn === undefined) return unknown(which);
    const data = dataOf(body);
    if (data === null) return problem(400, 'Send "data": a list with one value for each input.');
    const gone = new AbortController();
    asked.outgoing?.once("close", () => gone.abort());
    const how = { hash: hashOf(body), visitor: await requests.caller(asked), root: asked.root(), signal: gone.signal };
    const result = await api.run(fn, data, how);
    return "ok" in result ? jsonResponse(result.output, result.ok ? 200 : 500) : refusal(result);
  };
  routes.post("/run/:name", run);
  routes.post("/api/:name", run);
  return routes;
}
