import type { JsonObject, JsonValue } from "@vitrine/protocol";
import type { FunctionDescription } from "../../app-model/description.ts";
import type { Identify } from "../../admission/identify-callers.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import type { Visitor } from "../../context/visitor.ts";
import type { Answer, Asked } from "../request/http-request.ts";
import { eventStream } from "../answer/event-stream.ts";
import { jsonShapeOf } from "../../budgets/limits.ts";
import { accepted, invalid, problem, unknown } from "./answers.ts";
import type { GradioApi } from "./gradio-api.ts";
import { readJson } from "../request/read-json.ts";

const longestHash = 200;
const badHash = "A session hash is a text of 1 to 200 characters.";
const noIndex = "Send the number of a function: an id of the dependencies that /config tells.";
const noData = 'Send "data": a list with one value for each input.';

/** The requests of Gradio's protocol that carry calls: what they ask for, wherever they came from. */
export class GradioRequests {
  readonly #api: GradioApi;
  readonly #context: GatewayContext;
  readonly #identify: Identify;

  constructor(api: GradioApi, context: GatewayContext, identify: Identify) {
    this.#api = api;
    this.#context = context;
    this.#identify = identify;
  }

  /** Who makes a call. */
  async caller(asked: Asked): Promise<Visitor> {
    return await this.#identify(asked.visitor());
  }

  /** The function behind a name or an index; undefined for an unknown or private one. */
  find(which: JsonValue | undefined): FunctionDescription | undefined {
    return this.#api.find(which);
  }

  /** The JSON object in a body. Rejects with a `BodyError`. */
  read({ body, headers }: Pick<Asked, "body" | "headers">): Promise<JsonObject> {
    const { clock, arriving, settings } = this.#context;
    const { jsonBody: bytes, uploadIdleMs: ms } = settings.limits;
    return readJson(body, headers, { bytes, shape: jsonShapeOf(settings.limits), ms, clock, arriving });
  }

  /** `POST /queue/join`. */
  async join(asked: Asked): Promise<Answer | Response> {
    const body = await this.read(asked);
    const { session_hash: hash, fn_index: index } = body;
    if (!isHash(hash)) return invalid([{ name: "session_hash", message: badHash }]);
    if (typeof index !== "number") return invalid([{ name: "fn_index", message: noIndex }]);
    const data = dataOf(body);
    if (data === null) return invalid([{ name: "data", message: noData }]);
    const fn = this.#api.find(index);
    if (fn === undefined) return unknown(index);
    const caller = await this.caller(asked);
    const answer = accepted(this.#api.join(fn, data, hash, caller));
    const parting = this.#api.parting(hash, caller.caller.user, agentOf(asked));
    if (parting !== null) await parting;
    return answer;
  }

  /** `GET /queue/data`. */
  readQueue(asked: Asked, hash: string): Response {
    const user = asked.visitor().caller.user;
    const about = { root: asked.root(), agent: agentOf(asked) };
    return eventStream(asked.stream(), (stream) => this.#api.read(hash, user, stream, about));
  }

  /** `POST /call/{name}`. */
  async post(asked: Asked, fn: FunctionDescription): Promise<Answer | Response> {
    const body = await this.read(asked);
    const data = dataOf(body);
    if (data === null) return problem(400, noData);
    return accepted(this.#api.post(fn, data, hashOf(body), await this.caller(asked)));
  }

  /** `GET /call/{name}/{id}`. */
  readCall(asked: Asked, id: string): Response {
    return eventStream(asked.stream(), (stream) => this.#api.readCall(id, stream, asked.root()));
  }
}

function agentOf({ headers }: Asked): string {
  return headers.get("user-agent") ?? "";
}

/** The list of values in a body; null where there is none. */
export function dataOf({ data }: JsonObject): readonly JsonValue[] | null {
  return Array.isArray(data) ? (data as readonly JsonValue[]) : null;
}

/** The session's name in a body; null where there is none. */
export function hashOf({ session_hash: hash }: JsonObject): string | null {
  return isHash(hash) ? hash : null;
}

/** Whether a value can name a session: 1 to 200 characters. */
export function isHash(value: JsonValue | undefined): value is string {
  return typeof value === "string" && value !== "" && value.length <= longestHash;
}
