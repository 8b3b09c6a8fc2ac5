import { createHash } from "node:crypto";
import { createServer, IncomingMessage, type ServerResponse } from "node:http";
import { isMainThread } from "node:worker_threads";
import { getRequestListener } from "@hono/node-server";
import { AddressCount } from "../budgets/address-count.ts";
import { ByteBudget } from "../budgets/byte-budget.ts";
import type { FromRunner } from "../channel/messages.ts";
import { configOf } from "../describe/config.ts";
import { boundedClock, createBoundary } from "../faults/boundary.ts";
import { createFaultLog } from "../faults/fault-log.ts";
import { recoverFiles } from "../files/recover-files.ts";
import { fileLimits } from "../files/file-shares.ts";
import { FileStore } from "../files/store.ts";
import { createHttpApp } from "./app.ts";
import { breakOff } from "../http/answer/break-off.ts";
import { CallerCookie } from "../http/request/caller-cookie.ts";
import { failure } from "../http/answer/failure.ts";
import { SimpleRequests } from "../http/api/requests.ts";
import { SimpleApi } from "../http/api/simple-api.ts";
import { GradioApi } from "../http/gradio/gradio-api.ts";
import { GradioRequests } from "../http/gradio/requests.ts";
import { isDirect, limitConnections } from "./limit-connections.ts";
import { listenOnFirst } from "./listen.ts";
import { createLogin } from "../http/login/login.ts";
import { OriginNotices } from "../http/request/origin-notices.ts";
import { readPageFiles } from "../http/page/page-files.ts";
import { type QuickLane, quickLane } from "./quick-lane.ts";
import { socketHandler, type SocketOptions, type UpgradeHandler } from "../http/socket/socket.ts";
import { StalledAnswers } from "../budgets/stalled-answers.ts";
import { withPlainOffers } from "../http/socket/upgrades.ts";
import { BatchTuning } from "../observe/batch-tuning.ts";
import { writeCallLines } from "../observe/call-lines.ts";
import { createLifecycle } from "../context/lifecycle.ts";
import { LoopDelay } from "../observe/loop-delay.ts";
import { Monitor } from "../observe/monitor.ts";
import { Observer } from "../observe/observer.ts";
import { readProcessUse } from "../observe/process-use.ts";
import { ScriptProbe } from "../observe/script-probe.ts";
import type { Clock } from "../clock/clock.ts";
import { createMemoryBackend } from "../queue/memory-backend.ts";
import { systemClock } from "../clock/system-clock.ts";
import type { ThreadSettings } from "../settings/thread-settings.ts";
import type { ThreadRuns } from "../threads/thread-runs.ts";
import { createAdmission } from "../admission/admit.ts";
import { Asks } from "../admission/script-questions.ts";
import { CallArchive } from "../calls/call-archive.ts";
import { callerDesk } from "../admission/identify-callers.ts";
import { Calls } from "../calls/calls.ts";
import { firstWords } from "../sessions/first-words.ts";
import type { GatewayContext } from "../context/gateway-context.ts";
import type { Gateway, GatewayOptions } from "../settings/gateway-settings.ts";
import { randomId } from "../base/random-id.ts";
import { RateLimits } from "../admission/rate-limits.ts";
import { RunningGateway } from "./running-server.ts";
import { queueRulesOf } from "../calls/queue-rules.ts";
import { Runs } from "../calls/runs.ts";
import { Sessions } from "../sessions/sessions.ts";

/** Time and chance, which tests may choose. */
export interface GatewayParts {
  readonly clock: Clock;
  /** 32 hexadecimal digits, 128 random bits. */
  readonly randomId: () => string;
}

// Of one address may wait at most this part of what may wait in all.
const shareOfAddress = 0.25;

const systemParts: GatewayParts = { clock: systemClock, randomId };

/**
 * Starts a gateway: waits until the runner is ready, listens, and serves the app until it is closed. Throws a
 * `VitrineError` when no port is free or the runner ends first.
 */
export async function startGateway(options: GatewayOptions, parts: GatewayParts = systemParts): Promise<Gateway> {
  const { settings } = options;
  const { running, entry, stop } = await openGateway(options, parts);
  const server = createServer(
    {
      headersTimeout: settings.limits.headerMs,
      // A timer of its own, also while nobody is there; a head may come late by as much.
      connectionsCheckingInterval: Math.ceil(settings.limits.headerMs / 2),
      keepAliveTimeout: 65_000,
      requestTimeout: 0,
      IncomingMessage: withPlainOffers(IncomingMessage, () => false),
    },
    entry.answer,
  );
  limitConnections(server, settings);
  server.on("upgrade", entry.upgrade);
  try {
    running.listening(server, await listenOnFirst(server, settings.host, settings.ports));
  } catch (error) {
    stop();
    throw error;
  }
  return running;
}

/** The ways into a gateway from a server of somebody else. */
export interface GatewayEntry {
  readonly answer: (incoming: IncomingMessage, outgoing: ServerResponse) => void;
  readonly upgrade: UpgradeHandler;
  readonly fetch: (request: Request) => Promise<Response>;
}

/** Starts a gateway that listens to nothing and is reached by its entry. Throws a `VitrineError` when the runner ends first. */
export async function startMountedGateway(options: GatewayOptions): Promise<{ gateway: Gateway; entry: GatewayEntry }> {
  const { running, entry } = await openGateway(options, systemParts);
  running.mounted();
  return { gateway: running, entry };
}

async function openGateway(
  options: GatewayOptions,
  given: GatewayParts,
): Promise<{ running: RunningGateway; entry: GatewayEntry; stop: () => void }> {
  const { settings, log } = options;
  const boundary = createBoundary(createFaultLog(log, given.clock));
  const parts: GatewayParts = { ...given, clock: boundedClock(given.clock, boundary) };
  const threads =
    settings.threads === undefined ? null : await openThreads({ ...parts, ...options, boundary }, settings.threads);
  const channel = threads ?? options.channel;
  const store = new FileStore({
    ...parts,
    folder: settings.filesFolder,
    ...fileLimits(settings.limits),
    onChange: options.onFile,
  });
  const lifecycle = createLifecycle(boundary);
  const post: GatewayContext["post"] = (message) => channel.post(message);
  const postSoon: GatewayContext["post"] = (message) => channel.postSoon(message);
  const context: GatewayContext = {
    ...parts,
    boundary,
    settings,
    store,
    answers: new StalledAnswers(parts.clock, settings.limits.stalledMs),
    streams: new AddressCount(isDirect(settings) ? null : settings.limits.addressConnections),
    arriving: new ByteBudget(settings.limits.arriving),
    unread: new ByteBudget(settings.limits.allLogs, shareOfAddress),
    inputs: new ByteBudget(settings.limits.waitingInputs, shareOfAddress),
    log,
    lifecycle,
    post,
    postSoon,
    hear: () => channel.receive(),
  };
  const notices = new OriginNotices(settings, log);
  const archive = new CallArchive(context);
  const runs = new Runs(context, archive);
  const probe = new ScriptProbe({ clock: parts.clock, ask: () => post({ msg: "ping" }) });
  const asks = new Asks(context);
  const receive = (message: FromRunner): void => {
    if (message.msg === "pong") probe.heard();
    else if (message.msg === "answer") asks.receive(message);
    else runs.receive(message);
  };
  const description = await firstWords(channel, (message) => {
    boundary.run(
      () => receive(message),
      () => runs.spoil(message),
    );
  });
  const rates = new RateLimits(description, () => notices.unaddressed());
  const { identify } = callerDesk(asks, description.queue.asksCaller);
  for (const file of description.files) store.adopt(file);
  store.hold(description.files.map(({ ref }) => ref));
  if (options.knownFiles !== undefined) {
    const lost = (ref: string): void => options.onFile?.({ is: "dropped", ref });
    recoverFiles(store, settings.filesFolder, options.knownFiles, lost);
  }
  const calls = new Calls({
    context,
    archive,
    runs,
    asks,
    rates,
    admit: createAdmission(description, (ref, user) => store.findFor(ref, user)),
  });
  const queue = createMemoryBackend({
    engine: { ...description.queue, functions: queueRulesOf(description) },
    statusUpdateMs: description.queue.statusUpdateMs,
    clock: parts.clock,
    on: calls,
  });
  calls.use(queue);
  const page = readPageFiles(settings.pageFolder);
  const config = configOf(description, settings, page.index);
  const sessions = new Sessions({ context, calls, archive, identify, mark: config.vitrine.mark });
  const gradio = new GradioApi({ context, description, calls, sessions, archive });
  const { functions } = description;
  const observer = new Observer({ lifecycle, functions, clock: parts.clock });
  if (settings.observe.logCalls) {
    const write = boundary.wrap((text: string) => log({ level: "call", text }));
    writeCallLines({ lifecycle, functions, time: () => new Date(), write });
  }
  const delay = new LoopDelay();
  const open: SocketOptions["open"] = (connection, visitor) => sessions.open(connection, visitor);
  const running = new RunningGateway({ context, calls, runs, queue, sessions, archive, gradio, delay, threads, rates });
  const batches = new BatchTuning({ functions, log, calls });
  const monitor = new Monitor({
    description,
    observer,
    delay,
    probe,
    batches,
    clock: parts.clock,
    processUse: readProcessUse,
    state: () => (running.abandoned ? "gone" : running.stopping ? "draining" : "ready"),
  });
  const cookie = new CallerCookie({
    name: `vitrine_${createHash("sha256")
      .update(`${settings.rootPath} ${settings.ports[0] ?? 0} ${description.title}`)
      .digest("hex")
      .slice(0, 8)}`,
    key: parts.randomId(),
    path: `${settings.rootPath}/`,
  });
  const { rootPath, instance, limits } = settings;
  const login =
    settings.login === undefined
      ? null
      : createLogin({
          ...parts,
          settings: settings.login,
          instance,
          rootPath,
          tries: limits.loginTries,
          onUnaddressed: () => notices.unaddressed(),
          ask: options.askLogin ?? (() => Promise.resolve({ failed: true })),
        });
  const simple = new SimpleApi({ context, description, calls, sessions, archive });
  const gradioRequests = new GradioRequests(gradio, context, identify);
  const simpleRequests = new SimpleRequests(simple, context, identify);
  const app = createHttpApp({
    login,
    logOut: (ended) => sessions.logOut(ended),
    context,
    notices,
    description,
    config,
    cookie,
    monitor,
    batches,
    gradio: { api: gradio, requests: gradioRequests },
    simple: { api: simple, requests: simpleRequests },
    archive,
    page,
    open,
    isSession: (id) => sessions.find(id) !== undefined,
    holdUploads: (session, references) => sessions.holdUploads(session, references),
    stopping: () => running.stopping,
  });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: !isMainThread });
  const quick: QuickLane =
    login === null
      ? quickLane({ context, notices, cookie, gradio: gradioRequests, simple: simpleRequests })
      : () => false;
  notices.start();
  channel.onClose(boundary.wrap(() => running.abandon("The script has ended.")));
  const onRequest = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    await answer(incoming, outgoing);
    if (outgoing.writableLength > 0) context.answers.watch(outgoing);
  };
  return {
    running,
    entry: {
      answer: (incoming, outgoing) => {
        // A line that breaks in the middle of an answer is no fault of anybody.
        outgoing.on("error", () => {});
        boundary.run(
          () => {
            context.hear();
            return quick(incoming, outgoing) || onRequest(incoming, outgoing);
          },
          () => breakOff(outgoing),
        );
      },
      upgrade: socketHandler({ context, cookie, gate: login?.gate ?? null, open }),
      fetch: async (request) => {
        try {
          return await app.fetch(request);
        } catch (error) {
          return failure(context, error, false);
        }
      },
    },
    stop: () => queue.close(),
  };
}

// Loaded late: most apps have no use for a pool of threads.
async function openThreads(
  options: GatewayOptions & GatewayParts & Pick<GatewayContext, "boundary">,
  threads: ThreadSettings,
): Promise<ThreadRuns> {
  const { ThreadRuns: Threads } = await import("../threads/thread-runs.ts");
  return new Threads({ ...options, threads });
}
