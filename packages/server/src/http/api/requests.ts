import { printJson } from "@vitrine/protocol";
import type { FunctionDescription } from "../../app-model/description.ts";
import { Call } from "../../calls/call.ts";
import type { Identify } from "../../admission/identify-callers.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import { deferred } from "../../base/deferred.ts";
import type { Answer, Asked } from "../request/http-request.ts";
import type { FileOwner } from "../../files/file-shares.ts";
import { fileOwner } from "../files/upload.ts";
import { problem } from "../answer/problem.ts";
import { readArguments } from "./read-arguments.ts";
import type { SimpleApi } from "./simple-api.ts";

/** How one call of the simple API is answered. */
export interface SimpleHow {
  /** How long its end is waited for. */
  readonly waitMs: number;
  /** The caller's Idempotency-Key. */
  readonly key: string | null;
  /** The bytes of its only file, where the caller wants those. */
  readonly bytes: (call: Call) => Response | null;
}

/** The requests of the simple API that call a function, wherever they came from. */
export class SimpleRequests {
  readonly #api: SimpleApi;
  readonly #context: GatewayContext;
  readonly #identify: Identify;

  constructor(api: SimpleApi, context: GatewayContext, identify: Identify) {
    this.#api = api;
    this.#context = context;
    this.#identify = identify;
  }

  /** The function of a name; undefined for an unknown or private one. */
  find(name: string): FunctionDescription | undefined {
    return this.#api.function(name);
  }

  /** `POST /api/{name}`: its values, or where to fetch them. Rejects with a `BodyError` or an `UploadError`. */
  async post(asked: Asked, fn: FunctionDescription, { waitMs, key, bytes }: SimpleHow): Promise<Answer | Response> {
    const api = this.#api;
    const { components } = api;
    const owner = (): FileOwner => fileOwner(asked.visitor(), null);
    const given = await readArguments(asked.body, asked.headers, fn, { context: this.#context, components, owner });
    if (!given.ok) return problem(given.error);
    const call = api.start(fn, given.values, await this.#identify(asked.visitor()), key);
    if (!(call instanceof Call)) return problem(call);
    if (call.end === null) await this.#atMost(waitMs, api.ended(call));
    if (call.end === null) {
      const url = `${asked.root()}/api/calls/${call.id}`;
      return Response.json(
        { call: call.id, url, events: `${url}/events` },
        { status: 202, headers: { location: url } },
      );
    }
    const answer = this.#answerOf(call, asked, bytes);
    api.delivered(call);
    return answer;
  }

  #answerOf(call: Call, asked: Asked, bytes: SimpleHow["bytes"]): Answer | Response {
    if (call.end?.error !== undefined) return problem(call.end.error);
    if (call.end?.status !== "done") return problem({ code: "cancelled", message: "The call was cancelled." });
    const file = bytes(call);
    if (file !== null) return file;
    return { status: 200, json: printJson({ data: this.#api.named(call, call.log.values ?? [], asked.root()) }) };
  }

  async #atMost(ms: number, task: Promise<void>): Promise<void> {
    const late = deferred();
    const stop = this.#context.clock.after(ms, () => late.resolve());
    await Promise.race([task, late.promise]);
    stop();
  }
}
