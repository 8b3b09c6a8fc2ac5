import { fittingHeap } from "../../budgets/limits.ts";
import { createHash } from "node:crypto";
import type { ErrorData, JsonObject, JsonValue } from "@vitrine/protocol";
import type { AppDescription, FunctionDescription } from "../../app-model/description.ts";
import { Call } from "../../calls/call.ts";
import type { CallArchive } from "../../calls/call-archive.ts";
import type { Calls } from "../../calls/calls.ts";
import { mapFiles } from "../../files/file-slots.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import { Listener } from "../../calls/listener.ts";
import type { Visitor } from "../../context/visitor.ts";
import type { Sessions } from "../../sessions/sessions.ts";
import { deferred } from "../../base/deferred.ts";
import type { EventStream } from "../answer/open-stream.ts";
import { CallReader } from "../gradio/call-reader.ts";
import { EventWords } from "./event-words.ts";
import { IdempotencyKeys } from "./idempotency-keys.ts";
import type { ProblemData } from "../answer/problem.ts";
import { dataOf, namedValues } from "./values.ts";

/** What calls of the simple API are made of. */
export interface SimpleApiParts {
  readonly context: GatewayContext;
  readonly description: AppDescription;
  readonly calls: Calls;
  readonly sessions: Sessions;
  readonly archive: CallArchive;
}

// More than calls can be open at once by what their inputs may take.
const mostKeys = fittingHeap(200_000, 1024);
const keptWithKeyMs = 3_600_000;

/** Calls with named arguments, each in a session of its own. They run to their end, whether anybody listens or not. */
export class SimpleApi {
  readonly components: ReadonlyMap<number, AppDescription["components"][number]>;
  /** Those that are not private, by their names. */
  readonly #functions: ReadonlyMap<string, FunctionDescription>;
  readonly #parts: SimpleApiParts;
  readonly #ends = new WeakMap<Call, Promise<void>>();
  readonly #keys: IdempotencyKeys;

  constructor(parts: SimpleApiParts) {
    this.#parts = parts;
    this.#functions = new Map(
      // The first of a name counts.
      parts.description.functions
        .filter(({ api_visibility }) => api_visibility !== "private")
        .toReversed()
        .flatMap((fn) => (fn.api_name === false ? [] : [[fn.api_name, fn]])),
    );
    this.components = new Map(parts.description.components.map((component) => [component.id, component]));
    this.#keys = new IdempotencyKeys(mostKeys, (id) => parts.archive.find(id));
  }

  /** The function of a name; undefined for an unknown or private one. */
  function(name: string): FunctionDescription | undefined {
    return this.#functions.get(name);
  }

  /** A call of this API that is kept. */
  find(id: string): Call | undefined {
    const call = this.#parts.archive.find(id);
    return call !== undefined && this.#ends.has(call) ? call : undefined;
  }

  /** Takes a call, or joins the one that the caller's key stands for; gives why not. */
  start(fn: FunctionDescription, named: JsonObject, visitor: Visitor, key: string | null): Call | ProblemData {
    const data = dataOf(fn, this.components, named);
    if (key === null) return this.#accept(fn, data, visitor);
    const fingerprint = this.#fingerprint(fn, data);
    const known = this.#keys.look(visitor.share, key, fingerprint);
    if (known.is === "known") return known.call;
    if (known.is === "another") {
      const message = `The Idempotency-Key ${JSON.stringify(key)} stands for another call. Use a new random key for each.`;
      return { code: "conflict", message };
    }
    if (known.is === "full") {
      return { code: "queue-full", message: "Too many calls with an Idempotency-Key are open. Try again in a moment." };
    }
    const call = this.#accept(fn, data, visitor);
    if (!(call instanceof Call)) return call;
    call.keptMs = keptWithKeyMs;
    this.#keys.keep(visitor.share, key, { fingerprint, id: call.id });
    return call;
  }

  /** Resolves when a call has ended. */
  ended(call: Call): Promise<void> {
    return this.#ends.get(call) ?? Promise.resolve();
  }

  /** The result of a call was told whole, and its id was not: nobody can come back for it. */
  delivered(call: Call): void {
    if (call.keptMs === keptWithKeyMs) return;
    this.#parts.calls.forget(call);
    this.#parts.sessions.drop(call.session);
  }

  cancel(call: Call): void {
    this.#parts.calls.cancel(call.session, call.id);
  }

  /** The values of a call by their names, with the addresses of files. */
  named(call: Call, values: readonly JsonValue[], root: string): JsonObject {
    return namedValues(call.fn, this.components, values, root);
  }

  /** Tells the events of a call behind event `after`, and ends the stream after its end. */
  read(call: Call, after: number, stream: EventStream, root: string): void {
    const reader = new CallReader({
      session: call.session,
      stream,
      wordsOf: () => new EventWords(call, after, (values) => this.named(call, values, root)),
      heartbeat: ": still here\n\n",
      goodbye: "",
      lingerMs: 0,
      onEnd: () => {},
      onDelivered: () => {},
      ...this.#parts,
    });
    reader.follow(call);
  }

  #accept(fn: FunctionDescription, data: readonly JsonValue[], visitor: Visitor): Call | ErrorData {
    const { calls, sessions, context } = this.#parts;
    const session = sessions.enterOnce(`api ${context.randomId()}`, visitor);
    const call = calls.accept(session, { call: context.randomId(), fn: fn.id, data }, { disconnect: "keep" });
    if (!(call instanceof Call)) {
      sessions.drop(session);
      return call;
    }
    this.#ends.set(call, this.#follow(call));
    return call;
  }

  // Stays until the end, so that those who come and go never leave the call alone.
  #follow(call: Call): Promise<void> {
    const { promise, resolve } = deferred();
    const send = (): void => {
      if (call.end !== null) resolve();
    };
    this.#parts.calls.follow(call, new Listener({ unsent: 0, taken: 0, send }, Infinity), -1);
    return promise;
  }

  // The same content sent again is the same call, under whatever reference it was uploaded.
  #fingerprint(fn: FunctionDescription, data: readonly JsonValue[]): string {
    const plain = data.map((value, index) =>
      mapFiles(value, this.components.get(fn.inputs[index] ?? -1)?.fileSlots ?? [], ({ path, orig_name: name }) => ({
        content: this.#parts.context.store.find(path)?.hash ?? path,
        name: name ?? null,
      })),
    );
    return createHash("sha256")
      .update(JSON.stringify([fn.id, plain]))
      .digest("base64");
  }
}
