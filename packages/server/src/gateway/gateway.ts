import { createHash, randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import { isMainThread } from "node:worker_threads";
import { getRequestListener } from "@hono/node-server";
import type { ErrorData } from "@vitrine/protocol";
import type { FromRunner } from "../channel/messages.ts";
import type { AppDescription } from "../describe/description.ts";
import { VitrineError } from "../errors.ts";
import { FileStore } from "../files/store.ts";
import { createHttpApp } from "../http/app.ts";
import { CallerCookie } from "../http/caller-cookie.ts";
import { GradioApi } from "../http/gradio/gradio-api.ts";
import { listenOnFirst } from "../http/listen.ts";
import { readPageFiles } from "../http/page-files.ts";
import { acceptSockets } from "../http/socket.ts";
import type { Clock } from "../queue/clock.ts";
import { createMemoryBackend } from "../queue/memory-backend.ts";
import type { QueueBackend } from "../queue/queue-backend.ts";
import { systemClock } from "../queue/system-clock.ts";
import { createAdmission } from "./admit.ts";
import { CallArchive } from "./call-archive.ts";
import { Calls } from "./calls.ts";
import type { GatewayContext } from "./gateway-context.ts";
import type { Gateway, GatewayOptions } from "./gateway-options.ts";
import { Runs } from "./runs.ts";
import { Sessions } from "./sessions.ts";

/** Time and chance, which tests may choose. */
export interface GatewayParts {
  readonly clock: Clock;
  /** 32 hexadecimal digits, 128 random bits. */
  readonly randomId: () => string;
}

const systemParts: GatewayParts = { clock: systemClock, randomId: () => randomUUID().replaceAll("-", "") };
const sweepEveryMs = 1000;
const afterAbortMs = 2000;
const goodbyeMs = 1000;

/**
 * Starts a gateway: waits until the runner is ready, listens, and serves the app until it is closed. Throws a
 * `VitrineError` when no port is free or the runner ends first.
 */
export async function startGateway(options: GatewayOptions, parts: GatewayParts = systemParts): Promise<Gateway> {
  const { settings, channel, log } = options;
  const store = new FileStore({ ...parts, folder: settings.filesFolder, quota: settings.limits.fileStore });
  const context: GatewayContext = { ...parts, settings, store, log, post: (message) => channel.post(message) };
  const archive = new CallArchive(context);
  const runs = new Runs(context, archive);
  const description = await firstWords(options, (message) => runs.receive(message));
  for (const file of description.files) store.adopt(file);
  store.hold(description.files.map(({ ref }) => ref));
  const calls = new Calls({ context, archive, runs, admit: createAdmission(description, (ref) => store.find(ref)) });
  const queue = createMemoryBackend({
    engine: { functions: rulesOf(description), groups: description.queue.groups, maxSize: description.queue.maxSize },
    statusUpdateMs: description.queue.statusUpdateMs,
    clock: parts.clock,
    on: calls,
  });
  calls.use(queue);
  const sessions = new Sessions({ context, calls, archive });
  const gradio = new GradioApi({ context, description, calls, sessions, archive });
  const running = new RunningGateway({ context, calls, runs, queue, sessions, archive, gradio });
  const cookie = new CallerCookie({
    name: `vitrine_${createHash("sha256")
      .update(`${settings.rootPath} ${settings.ports[0] ?? 0} ${description.title}`)
      .digest("hex")
      .slice(0, 8)}`,
    key: parts.randomId(),
    path: `${settings.rootPath}/`,
  });
  const app = createHttpApp({
    context,
    description,
    cookie,
    gradio,
    simple: { calls, sessions, archive },
    page: readPageFiles(settings.pageFolder),
    holdUploads: (session, references) => sessions.holdUploads(session, references),
    stopping: () => running.stopping,
  });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: !isMainThread });
  const server = createServer(
    {
      headersTimeout: settings.limits.headerMs,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 65_000,
      requestTimeout: 0,
    },
    (incoming, outgoing) => void answer(incoming, outgoing),
  );
  if (settings.limits.connections !== null) server.maxConnections = settings.limits.connections;
  acceptSockets({ server, settings, cookie, open: (connection, visitor) => sessions.open(connection, visitor) });
  channel.onClose(() => running.abandon("The script has ended."));
  try {
    running.listening(server, await listenOnFirst(server, settings.host, settings.ports));
  } catch (error) {
    queue.close();
    throw error;
  }
  return running;
}

/** The runner's description of the app; whatever it says later goes to `later`. */
function firstWords({ channel }: GatewayOptions, later: (message: FromRunner) => void): Promise<AppDescription> {
  return new Promise((resolve, reject) => {
    channel.onClose(() => reject(new VitrineError("crashed", "The script ended before its app was ready.")));
    channel.onMessage((message) => {
      if (message.msg === "ready") resolve(message.description);
      else later(message);
    });
  });
}

function rulesOf(description: AppDescription): Parameters<typeof createMemoryBackend>[0]["engine"]["functions"] {
  return Object.fromEntries(
    description.functions.map(({ id, group, batch, maxBatchSize, batchTimeoutMs }) => [
      id,
      { group, batch, maxBatchSize, batchTimeoutMs },
    ]),
  );
}

interface RunningParts {
  readonly context: GatewayContext;
  readonly calls: Calls;
  readonly runs: Runs;
  readonly queue: QueueBackend;
  readonly sessions: Sessions;
  readonly archive: CallArchive;
  readonly gradio: GradioApi;
}

/** The gateway from its first port to its end: open, draining, closed. */
class RunningGateway implements Gateway {
  url = "";
  port = 0;
  stopping = false;
  readonly #parts: RunningParts;
  #server: Server | null = null;
  #stopSweeping: () => void = () => {};
  #closed: Promise<void> | null = null;
  #abandoned = false;

  constructor(parts: RunningParts) {
    this.#parts = parts;
  }

  listening(server: Server, port: number): void {
    const { host } = this.#parts.context.settings;
    this.#server = server;
    this.port = port;
    const name = host === "0.0.0.0" ? "127.0.0.1" : host === "::" ? "[::1]" : host.includes(":") ? `[${host}]` : host;
    this.url = `http://${name}:${port}`;
    this.#sweepLater();
  }

  async drain(graceMs: number): Promise<void> {
    const { calls, runs } = this.#parts;
    this.stopping = true;
    calls.stop();
    await this.#atMost(graceMs, runs.idle());
    calls.stopRunning();
    await this.#atMost(afterAbortMs, runs.idle());
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  abandon(why: string): void {
    if (this.#closed !== null || this.#abandoned) return;
    this.#abandoned = true;
    this.stopping = true;
    const error: ErrorData = {
      code: "crashed",
      message: "The app has ended while this call was open. Try again later.",
    };
    const open = this.#parts.calls.crash(error);
    this.#parts.sessions.sayGoodbye("restarting", 1012);
    this.#parts.gradio.close();
    if (open > 0) this.#parts.context.log({ level: "error", text: `${open} open calls were ended: ${why}` });
  }

  async #close(): Promise<void> {
    const { sessions, queue, calls } = this.#parts;
    this.stopping = true;
    calls.stop();
    calls.stopRunning();
    this.#stopSweeping();
    queue.close();
    sessions.sayGoodbye("stopping", 1001);
    this.#parts.gradio.close();
    const server = this.#server;
    if (server === null) return;
    const ended = new Promise<void>((resolve) => {
      server.close(() => resolve());
    });
    server.closeIdleConnections();
    await this.#atMost(goodbyeMs, ended);
    sessions.terminate();
    server.closeAllConnections();
    await ended;
  }

  #sweepLater(): void {
    const { context, sessions, archive } = this.#parts;
    this.#stopSweeping = context.clock.after(sweepEveryMs, () => {
      sessions.sweep();
      archive.sweep();
      context.store.sweep();
      this.#sweepLater();
    });
  }

  async #atMost(ms: number, task: Promise<void>): Promise<void> {
    const stop: (() => void)[] = [];
    const patience = new Promise<void>((resolve) => stop.push(this.#parts.context.clock.after(ms, resolve)));
    await Promise.race([task, patience]);
    for (const undo of stop) undo();
  }
}
