import type { Readable } from "node:stream";
import { filePath, type JsonObject, type JsonValue, type ServerMessage } from "@vitrine/protocol";
import { Hono, type Context } from "hono";
import type { AppDescription } from "../../describe/description.ts";
import { Call } from "../../gateway/call.ts";
import type { CallArchive } from "../../gateway/call-archive.ts";
import type { Calls } from "../../gateway/calls.ts";
import { mapFiles } from "../../gateway/file-slots.ts";
import type { GatewayContext } from "../../gateway/gateway-context.ts";
import { Listener } from "../../gateway/listener.ts";
import type { Visitor } from "../../gateway/session.ts";
import type { Sessions } from "../../gateway/sessions.ts";
import { BodyError, readJson } from "../gradio/read-json.ts";
import { arrangeData } from "../gradio/inputs.ts";
import { problem, problemOf } from "./problem.ts";

/** What the simple API is served with. */
export interface SimpleApiOptions {
  readonly context: GatewayContext;
  readonly description: AppDescription;
  readonly calls: Calls;
  readonly sessions: Sessions;
  readonly archive: CallArchive;
  readonly bodyOf: (c: Context) => Readable;
  readonly visitorOf: (c: Context) => Visitor;
  /** The address of the app as this caller reaches it, without a slash at the end. */
  readonly rootOf: (c: Context) => string;
}

const mostWaitS = 300;
const notHere = "There is no such call (any more).";

/** The routes of the simple API below `/api`: named arguments in, named values out. Each call has a session of its own. */
export function simpleRoutes(options: SimpleApiOptions): Hono {
  const { context, description, calls, sessions, archive } = options;
  const { limits } = context.settings;
  const components = new Map(description.components.map((component) => [component.id, component]));
  const posted = new WeakSet<Call>();
  const routes = new Hono();
  routes.onError((error) => {
    if (error instanceof BodyError) return problem(error.status, { code: "bad-message", message: error.message });
    throw error;
  });
  const find = (id: string): Call | undefined => {
    const call = archive.find(id);
    return call !== undefined && posted.has(call) ? call : undefined;
  };
  const dataOf = (call: Call, root: string): JsonObject =>
    Object.fromEntries(
      call.fn.outputNames.flatMap((name, index): [string, JsonValue][] => {
        if (name === null) return [];
        const slots = components.get(call.fn.outputs[index] ?? -1)?.fileSlots ?? [];
        const value = call.log.values?.[index] ?? null;
        return [[name, mapFiles(value, slots, (file) => ({ ...file, url: `${root}/${filePath(file)}` }))]];
      }),
    );

  routes.get("/calls/:id", async (c) => {
    const call = find(c.req.param("id"));
    if (call === undefined) return problem(404, { code: "not-found", message: notHere });
    const position = call.position?.msg === "position" ? call.position.rank : null;
    if (call.state !== "ended") return c.json({ call: call.id, state: call.state, position });
    const end = await endOf(calls, call);
    const data = end.status === "done" ? { data: dataOf(call, options.rootOf(c)) } : {};
    return c.json({ call: call.id, state: end.status, ...data, ...(end.error ? { error: end.error } : {}) });
  });

  routes.delete("/calls/:id", (c) => {
    const call = find(c.req.param("id"));
    if (call === undefined) return problem(404, { code: "not-found", message: notHere });
    calls.cancel(call.session, call.id);
    return c.body(null, 204);
  });

  routes.post("/:name", async (c) => {
    const fn = description.functions.find(
      ({ api_name: name, api_visibility: seen }) => name === c.req.param("name") && seen !== "private",
    );
    if (fn === undefined)
      return problem(404, { code: "not-found", message: "This app has no such function in its API." });
    const wait = Number(c.req.query("wait") ?? 30);
    if (!(wait >= 0 && wait <= mostWaitS)) {
      return problem(400, { code: "bad-message", message: `"wait" must be seconds from 0 to ${mostWaitS}.` });
    }
    const how = { bytes: limits.jsonBody, depth: limits.jsonDepth, ms: limits.uploadIdleMs, clock: context.clock };
    const body = await readJson(options.bodyOf(c), c.req.raw.headers, how);
    const stranger = Object.keys(body).find((name) => !fn.inputNames.includes(name));
    if (stranger !== undefined) {
      const message = `${fn.label} has no input ${JSON.stringify(stranger.slice(0, 60))}; it takes ${fn.inputNames.filter((name) => name !== null).join(", ")}.`;
      return problem(422, { code: "invalid", message });
    }
    const values = fn.inputNames.map((name) =>
      name !== null && Object.hasOwn(body, name) ? (body[name] ?? null) : null,
    );
    const session = sessions.enter(`api ${context.randomId()}`, options.visitorOf(c));
    const asked = { call: context.randomId(), fn: fn.id, data: arrangeData(fn, components, values) };
    const call = calls.accept(session, asked, { disconnect: "keep" });
    if (!(call instanceof Call)) {
      sessions.drop(session);
      return problemOf(call);
    }
    posted.add(call);
    let stop: (() => void) | null = null;
    const late = new Promise<null>((resolve) => {
      stop = context.clock.after(wait * 1000, () => resolve(null));
    });
    const end = await Promise.race([endOf(calls, call), late]);
    (stop as (() => void) | null)?.();
    if (end === null) {
      const url = `${options.rootOf(c)}/api/calls/${call.id}`;
      return c.json({ call: call.id, url }, 202, { location: url });
    }
    if (end.error !== undefined) return problemOf(end.error);
    if (end.status === "done") return c.json({ data: dataOf(call, options.rootOf(c)) });
    return problem(409, { code: "failed", title: "cancelled", message: "The call was cancelled." });
  });
  return routes;
}

type End = Extract<ServerMessage, { msg: "end" }>;

function endOf(calls: Calls, call: Call): Promise<End> {
  return new Promise((resolve) => {
    const send = (text: string): void => {
      const message = JSON.parse(text) as ServerMessage;
      if (message.msg === "end") resolve(message);
    };
    calls.follow(call, new Listener({ unsent: 0, taken: 0, send }, Infinity), -1);
  });
}
