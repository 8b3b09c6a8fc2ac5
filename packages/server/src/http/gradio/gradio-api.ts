import { filePath, printJson, type ErrorData, type JsonObject, type JsonValue } from "@vitrine/protocol";
import type { AppDescription, FunctionDescription } from "../../app-model/description.ts";
import { Call } from "../../calls/call.ts";
import type { CallArchive } from "../../calls/call-archive.ts";
import type { CallRules } from "../../calls/call-rules.ts";
import type { Calls } from "../../calls/calls.ts";
import { mapOutputFiles } from "../../files/file-slots.ts";
import type { GatewayContext } from "../../context/gateway-context.ts";
import { Listener } from "../../calls/listener.ts";
import type { Visitor } from "../../context/visitor.ts";
import type { Session } from "../../calls/session.ts";
import type { Sessions } from "../../sessions/sessions.ts";
import type { Told } from "../../context/outgoing-message.ts";
import type { EventStream } from "../answer/open-stream.ts";
import { CallReader } from "./call-reader.ts";
import { Heartbeats } from "../../sessions/heartbeats.ts";
import { arrangeData } from "../request/arrange-inputs.ts";
import { SessionStreams } from "./session-streams.ts";
import {
  callEvent,
  CallWords,
  dataOutput,
  errorOutput,
  lastValues,
  QueueWords,
  type WordsOptions,
} from "./gradio-events.ts";
import { TurnoverMap } from "../../collections/turnover-map.ts";

/** What Gradio's API is served with. */
export interface GradioApiOptions {
  readonly context: GatewayContext;
  readonly description: AppDescription;
  readonly calls: Calls;
  readonly sessions: Sessions;
  readonly archive: CallArchive;
}

const joinRules: CallRules = { disconnect: { graceMs: 1000 }, unheardMs: 30_000 };
const callRules: CallRules = { disconnect: "keep" };
const line = (fields: JsonObject): string => `data: ${printJson(fields)}\n\n`;

/** Calls by Gradio's protocol: what a `session_hash` has asked for, and who reads it. */
export class GradioApi {
  readonly #options: GradioApiOptions;
  readonly #components: ReadonlyMap<number, AppDescription["components"][number]>;
  /** Those that are not private, by their names and by their indices. */
  readonly #functions: ReadonlyMap<string | number, FunctionDescription>;
  readonly #heartbeats: Heartbeats;
  readonly #streams = new TurnoverMap<string, SessionStreams>();
  readonly #callReaders = new TurnoverMap<string, CallReader>();
  readonly #joined = new WeakSet<Call>();
  readonly #posted = new WeakSet<Call>();

  constructor(options: GradioApiOptions) {
    this.#options = options;
    this.#heartbeats = new Heartbeats(options.context, options.sessions);
    const open = options.description.functions.filter(({ api_visibility }) => api_visibility !== "private");
    const entries = open.flatMap((fn): [string | number, FunctionDescription][] => [
      [fn.id, fn],
      ...(fn.api_name === false ? [] : [[fn.api_name, fn] satisfies [string, FunctionDescription]]),
    ]);
    // The first of a name counts.
    this.#functions = new Map(entries.toReversed());
    this.#components = new Map(options.description.components.map((component) => [component.id, component]));
  }

  /** The function behind a name or an index; undefined for an unknown or private one. */
  find(which: JsonValue | undefined): FunctionDescription | undefined {
    return typeof which === "string" || typeof which === "number" ? this.#functions.get(which) : undefined;
  }

  /** Takes a call whose events come by the session's stream. */
  join(fn: FunctionDescription, data: readonly JsonValue[], hash: string, visitor: Visitor): Call | ErrorData {
    const session = this.#options.sessions.enter(sessionId(hash, visitor.caller.user), visitor);
    const call = this.#accept(session, fn, data, joinRules);
    if (!(call instanceof Call)) return call;
    this.#joined.add(call);
    this.#streams.get(session.id)?.tell(call);
    return call;
  }

  /**
   * Resolves when the clients of a session with this User-Agent have closed the streams to which they were said goodbye;
   * null where there is none. A client that hears of a new call before it has read that goodbye takes the call for lost
   * with the stream.
   */
  parting(hash: string, user: string | null, agent: string): Promise<unknown> | null {
    return this.#streams.get(sessionId(hash, user))?.parting(agent) ?? null;
  }

  /** Takes a call whose result is fetched by its id, and which runs to its end whether it is fetched or not. */
  post(fn: FunctionDescription, data: readonly JsonValue[], hash: string | null, visitor: Visitor): Call | ErrorData {
    const session = this.#sessionOf(hash, visitor);
    const call = this.#accept(session, fn, data, callRules);
    if (call instanceof Call) this.#posted.add(call);
    else this.#dropIfSingle(session);
    return call;
  }

  /** Calls and waits: the output of the call, of a generator its first. */
  run(
    fn: FunctionDescription,
    data: readonly JsonValue[],
    how: {
      readonly hash: string | null;
      readonly visitor: Visitor;
      readonly root: string;
      readonly signal: AbortSignal;
    },
  ): Promise<{ readonly ok: boolean; readonly output: JsonObject } | ErrorData> {
    const session = this.#sessionOf(how.hash, how.visitor);
    const call = this.#accept(session, fn, data, joinRules);
    if (!(call instanceof Call)) {
      this.#dropIfSingle(session);
      return Promise.resolve(call);
    }
    const words = this.#wordsOptions(call, how.root);
    return new Promise((resolve) => {
      const cancel = (): void => this.#options.calls.cancel(session, call.id);
      const send = ({ message }: Told): void => {
        if (message.msg === "values" && fn.types.generator) {
          resolve({ ok: true, output: dataOutput(lastValues(words), true, 0) });
          queueMicrotask(this.#options.context.boundary.wrap(cancel));
        }
        if (message.msg !== "end") return;
        const failed = message.status === "error";
        const output = failed ? errorOutput(message.error) : dataOutput(lastValues(words), false, message.ranMs);
        resolve({ ok: !failed, output });
        queueMicrotask(this.#options.context.boundary.wrap(() => this.#delivered(call)));
      };
      this.#options.calls.follow(call, new Listener({ unsent: 0, taken: 0, send }, Infinity), -1);
      how.signal.addEventListener("abort", cancel, { once: true });
    });
  }

  /** Tells a session's events to a client, beside the streams that are open. */
  read(hash: string, user: string | null, stream: EventStream, about: { root: string; agent: string }): void {
    const session = this.#options.sessions.find(sessionId(hash, user));
    if (session === undefined) {
      const message = "404: Not Found";
      stream.send(line({ msg: "unexpected_error", event_id: null, message, session_not_found: true, success: false }));
      return stream.end();
    }
    const streams = this.#streamsOf(session.id);
    const reader: CallReader = new CallReader({
      session,
      stream,
      wordsOf: (call) => new QueueWords(this.#wordsOptions(call, about.root)),
      heartbeat: line({ msg: "heartbeat", event_id: null }),
      goodbye: line({ msg: "close_stream", event_id: null }),
      lingerMs: 1000,
      onParting: (parted) => {
        streams.part(reader, about.agent, parted);
        void parted.finally(() => streams.hasParted(reader));
      },
      onEnd: () => streams.remove(reader),
      onDelivered: (call) => streams.delivered(call),
      ...this.#options,
    });
    streams.add(
      reader,
      this.#options.archive.allOf(session).filter((call) => this.#joined.has(call)),
    );
  }

  #streamsOf(session: string): SessionStreams {
    const known = this.#streams.get(session);
    if (known !== undefined) return known;
    const { calls, context } = this.#options;
    const streams = new SessionStreams({
      calls,
      clock: context.clock,
      onEmpty: () => this.#streams.get(session) === streams && this.#streams.delete(session),
    });
    this.#streams.set(session, streams);
    return streams;
  }

  /** Tells the events of one call that was posted. */
  readCall(id: string, stream: EventStream, root: string): void {
    const call = this.#options.archive.find(id);
    if (call === undefined || !this.#posted.has(call)) {
      stream.send(callEvent("error", "404: Not Found"));
      return stream.end();
    }
    this.#callReaders.get(id)?.replaced();
    const reader: CallReader = new CallReader({
      session: call.session,
      stream,
      wordsOf: () => new CallWords(this.#wordsOptions(call, root)),
      heartbeat: callEvent("heartbeat", null),
      goodbye: "",
      lingerMs: 0,
      onEnd: () => {
        if (this.#callReaders.get(id) === reader) this.#callReaders.delete(id);
      },
      onDelivered: () => this.#delivered(call),
      ...this.#options,
    });
    this.#callReaders.set(id, reader);
    reader.follow(call);
  }

  /** Keeps a session while its client listens to this stream. */
  beat(hash: string, stream: EventStream, visitor: Visitor): void {
    this.#heartbeats.follow(this.#options.sessions.greet(sessionId(hash, visitor.caller.user), visitor), stream);
  }

  /** Cancels one call of a session; nothing happens for another's or an unknown one. */
  cancel(hash: string, user: string | null, id: string): void {
    const session = this.#options.sessions.find(sessionId(hash, user));
    if (session !== undefined) this.#options.calls.cancel(session, id);
  }

  /** How many calls wait. */
  get waiting(): number {
    return this.#options.archive.open().filter(({ state }) => state === "waiting").length;
  }

  /** Ends every stream in good order. */
  close(): void {
    const streams = [...this.#streams.values()].flatMap(({ open }) => open);
    for (const reader of [...streams, ...this.#callReaders.values()]) reader.end();
  }

  #accept(session: Session, fn: FunctionDescription, data: readonly JsonValue[], rules: CallRules): Call | ErrorData {
    const { calls, context } = this.#options;
    return calls.accept(
      session,
      { call: context.randomId(), fn: fn.id, data: arrangeData(fn, this.#components, data) },
      rules,
    );
  }

  #sessionOf(hash: string | null, visitor: Visitor): Session {
    const { sessions, context } = this.#options;
    if (hash !== null) return sessions.enter(sessionId(hash, visitor.caller.user), visitor);
    return sessions.enterOnce(sessionId(context.randomId(), visitor.caller.user), visitor);
  }

  #delivered(call: Call): void {
    this.#options.calls.forget(call);
    this.#dropIfSingle(call.session);
  }

  #dropIfSingle(session: Session): void {
    if (session.single) this.#options.sessions.drop(session);
  }

  #wordsOptions(call: Call, root: string): WordsOptions {
    const slotsOf = (index: number): readonly string[] =>
      this.#components.get(call.fn.outputs[index] ?? -1)?.fileSlots ?? [];
    return {
      call,
      hasFiles: (index) => slotsOf(index).length > 0,
      address: (value, index) =>
        mapOutputFiles(value, slotsOf(index), (file) => ({
          ...file,
          url: `${root}/${filePath(file)}`,
          is_stream: false,
        })),
    };
  }
}

// Callers choose these ids, so they must not meet those of the page's tabs or of other users.
function sessionId(hash: string, user: string | null): string {
  return user === null ? `gradio ${hash}` : `gradio ${JSON.stringify(user)} ${hash}`;
}
