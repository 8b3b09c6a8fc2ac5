import type { AppMark, CallMessage, ErrorData, FileData, JsonValue } from "@vitrine/protocol";
import { hasEnded, newCall, type CallState } from "./call-state.ts";
import { Calls, refuseLarge } from "./calls.ts";
import { holdsFiles, type Sendable } from "./files/find-files.ts";
import { newId } from "./new-id.ts";
import { Socket, type ConnectionStatus, type WebSocketClass } from "./socket.ts";

/** A line that the function sent to its visitor. */
export type CallLog = Extract<CallMessage, { msg: "log" }>;

/** How to connect. */
export interface ConnectionOptions {
  /** The app's root, with or without a slash at the end. */
  readonly url: string | URL;
  /** The tab's secret: 32 hexadecimal digits, kept as long as the tab. */
  readonly session: string;
  /** The secret of this load: made anew each time, never kept. */
  readonly load: string;
  /** The class to use where there is none in the platform, such as that of `ws`. */
  readonly WebSocket?: WebSocketClass | undefined;
  /** What asks by plain HTTP; the platform's where left out. */
  readonly fetch?: typeof fetch | undefined;
  /** The largest message to send, bytes; 8 MB where left out. */
  readonly maxMessage?: number | undefined;
  /** Why the app that answers cannot take calls, which then end so; undefined where it can. Asked at each welcome. */
  misfit?(mark: AppMark): ErrorData | undefined;
  onStatus?(status: ConnectionStatus): void;
  /** The server gave this connection another session, since the one it asked for is in use by another tab. */
  onSession?(session: string): void;
  /** A message of ours could not be used; concerns no call. */
  onProblem?(error: ErrorData): void;
}

/** What may be said about a call. */
export interface SubmitOptions {
  /** Names of the inputs, for messages. */
  readonly names?: readonly (string | null)[];
  /** Data of the trigger. */
  readonly event?: JsonValue | undefined;
  /** Told the data as they go over the wire, files uploaded. */
  readonly onReady?: (data: readonly JsonValue[]) => void;
}

/** One call, from its begin to its one end. */
export interface CallHandle {
  readonly id: string;
  readonly state: CallState;
  /** Calls back at every change; gives the way to stop that. */
  onChange(listener: (state: CallState) => void): () => void;
  onLog(listener: (log: CallLog) => void): () => void;
  cancel(): void;
}

/** A connection to one app. It reconnects by itself, and calls outlive its sockets. */
export interface Connection {
  readonly status: ConnectionStatus;
  readonly session: string;
  /** Calls a function by its number. Files in the data are uploaded first. Never throws: what goes wrong is the call's end. */
  submit(fn: number, data: readonly Sendable[], options?: SubmitOptions): CallHandle;
  /** Follows a call that was accepted earlier in this session. `startedAt`: when it began to run, if that is known. */
  attach(call: string, startedAt?: number | null): CallHandle;
  upload(
    file: Blob,
    name: string,
    onProgress?: (sent: number, total: number) => void,
    signal?: AbortSignal,
  ): Promise<FileData>;
  /** Tries to connect now instead of at the end of the wait. */
  retry(): void;
  close(): void;
}

interface Follower {
  handle: { -readonly [K in keyof CallHandle]: CallHandle[K] };
  changed: Set<(state: CallState) => void>;
  logged: Set<(log: CallLog) => void>;
}

const defaultMaxMessage = 8 * 1024 * 1024;

/** Opens a connection to an app and keeps it open until `close`. */
export function openConnection(options: ConnectionOptions): Connection {
  const root = `${options.url}`.replace(/\/?$/, "/");
  const maxMessage = options.maxMessage ?? defaultMaxMessage;
  const followers = new Map<string, Follower>();
  const whenOpen = new Set<() => void>();
  let session = options.session;

  const calls = new Calls({
    send: (message) => socket.send(message),
    resume: () => socket.connect(),
    now: () => Date.now(),
    onChange: (call, state) => {
      const follower = followers.get(call);
      if (!follower) return;
      follower.handle.state = state;
      if (hasEnded(state)) followers.delete(call);
      for (const listener of follower.changed) listener(state);
    },
    onLog: (call, log) => followers.get(call)?.logged.forEach((listener) => listener(log)),
  });

  const socket = new Socket({
    url: new URL("_vitrine/socket", root).href.replace(/^http/, "ws"),
    WebSocket: options.WebSocket ?? (WebSocket as unknown as WebSocketClass),
    hello: () => ({ msg: "hello", session, load: options.load, calls: calls.positions() }),
    onStatus: (status) => options.onStatus?.(status),
    onLost: (code) => {
      const cutOff = { code: "too-large", message: "The server refused this as too large." } as const;
      calls.lost(code === 1009 ? cutOff : undefined);
    },
    onMessage: (message) => {
      if (message.msg === "problem") options.onProblem?.(message.error);
      else if ("call" in message) calls.receive(message);
      else if (message.msg === "welcome") {
        if (message.session !== session) {
          session = message.session;
          calls.forgetAttached();
          options.onSession?.(session);
        }
        calls.opened(options.misfit?.(message.mark));
        for (const go of whenOpen) go();
        whenOpen.clear();
      }
    },
    fallback: async () => (await import("./stream-socket.ts")).fallback(root, options.fetch),
  });

  const follow = (id: string, state: CallState): CallHandle => {
    const changed: Follower["changed"] = new Set();
    const logged: Follower["logged"] = new Set();
    const handle: Follower["handle"] = {
      id,
      state,
      onChange: (listener) => (changed.add(listener), () => changed.delete(listener)),
      onLog: (listener) => (logged.add(listener), () => logged.delete(listener)),
      cancel: () => calls.cancel(id),
    };
    followers.set(id, { handle, changed, logged });
    return handle;
  };

  const opened = (): Promise<void> =>
    socket.status.state === "open" ? Promise.resolve() : new Promise((resolve) => whenOpen.add(resolve));

  const uploaded = async (call: string, data: readonly Sendable[]): Promise<readonly JsonValue[]> => {
    await opened();
    const stop = new AbortController();
    const follower = followers.get(call);
    if (!follower) return [];
    follower.changed.add((state) => hasEnded(state) && stop.abort());
    const onProgress = (done: number, total: number): void =>
      calls.note(call, { phase: "uploading", bars: [{ done, total, text: "Uploading", unit: "bytes" }] });
    const { uploadAll } = await import("./files/upload.ts");
    const values = await uploadAll({ root, session, signal: stop.signal, onProgress, fetch: options.fetch }, data);
    calls.note(call, { bars: [] });
    return values as readonly JsonValue[];
  };

  const send = (
    call: string,
    fn: number,
    data: readonly JsonValue[],
    { names = [], event, onReady }: SubmitOptions,
  ): void => {
    const message = { msg: "call", call, fn, data, ...(event !== undefined && { event }) } as const;
    const refusal = refuseLarge(message, maxMessage, names);
    onReady?.(data);
    if (refusal) calls.fail(call, refusal);
    else calls.submit(message);
  };

  const listeners = watchPlatform(
    () => socket.status.state !== "closed" && socket.connect(),
    () => socket.hurry(),
  );
  socket.connect();

  return {
    get status() {
      return socket.status;
    },
    get session() {
      return session;
    },
    submit: (fn, data, about = {}) => {
      const call = newId();
      const handle = follow(call, newCall);
      calls.add(call);
      if (holdsFiles(data))
        uploaded(call, data).then(
          (values) => send(call, fn, values, about),
          (error: Error) => calls.fail(call, { code: "failed", title: "The upload failed", message: error.message }),
        );
      else send(call, fn, data as readonly JsonValue[], about);
      return handle;
    },
    attach: (call, startedAt = null) => follow(call, calls.attach(call, startedAt)),
    upload: async (file, name, onProgress, signal) => {
      await opened();
      const { uploadFile } = await import("./files/upload.ts");
      return await uploadFile({ root, session, onProgress, signal, fetch: options.fetch }, file, name);
    },
    retry: () => socket.connect(),
    close: () => {
      listeners();
      socket.close();
    },
  };
}

/** Calls back when the network came back, and when the page is looked at again; gives the way to stop that. */
function watchPlatform(onNetwork: () => void, onLook: () => void): () => void {
  if (typeof document === "undefined") return () => {};
  const look = (): void => {
    if (!document.hidden) onLook();
  };
  addEventListener("online", onNetwork);
  document.addEventListener("visibilitychange", look);
  return () => {
    removeEventListener("online", onNetwork);
    document.removeEventListener("visibilitychange", look);
  };
}
