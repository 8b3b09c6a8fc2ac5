import type { Server } from "node:http";
import type { ErrorData } from "@vitrine/protocol";
import type { GradioApi } from "../http/gradio/gradio-api.ts";
import { browserHost } from "./listen.ts";
import type { LoopDelay } from "../observe/loop-delay.ts";
import type { QueueBackend } from "../queue/queue-backend.ts";
import type { ThreadRuns } from "../threads/thread-runs.ts";
import type { CallArchive } from "../calls/call-archive.ts";
import type { Calls } from "../calls/calls.ts";
import type { GatewayContext } from "../context/gateway-context.ts";
import type { Gateway } from "../settings/gateway-settings.ts";
import type { RateLimits } from "../admission/rate-limits.ts";
import type { Runs } from "../calls/runs.ts";
import type { Sessions } from "../sessions/sessions.ts";

const sweepEveryMs = 1000;
const restMs = 20_000;
const afterAbortMs = 2000;
const goodbyeMs = 1000;

/** What a running gateway consists of. */
export interface RunningParts {
  readonly context: GatewayContext;
  readonly calls: Calls;
  readonly runs: Runs;
  readonly queue: QueueBackend;
  readonly sessions: Sessions;
  readonly archive: CallArchive;
  readonly gradio: GradioApi;
  readonly rates: RateLimits;
  readonly delay: LoopDelay;
  /** null where no function runs in worker threads. */
  readonly threads: ThreadRuns | null;
}

/** The gateway from its first port to its end: open, draining, closed. */
export class RunningGateway implements Gateway {
  url = "";
  port = 0;
  stopping = false;
  /** Whether the script is there no more. */
  abandoned = false;
  readonly #parts: RunningParts;
  #server: Server | null = null;
  #stopSweeping: () => void = () => {};
  #rests = false;
  #asked = true;
  #drained: Promise<void> | null = null;
  #closed: Promise<void> | null = null;

  constructor(parts: RunningParts) {
    this.#parts = parts;
  }

  listening(server: Server, port: number): void {
    const { host } = this.#parts.context.settings;
    this.#server = server;
    this.port = port;
    this.url = `http://${browserHost(host)}:${port}`;
    const { boundary } = this.#parts.context;
    const stir = boundary.wrap(() => this.#stir());
    server.on("connection", stir);
    server.prependListener("request", stir);
    // Such as no descriptor for another connection.
    server.on("error", (error) => boundary.caught(error));
    this.#sweepLater();
  }

  /** Somebody else listens. */
  mounted(): void {
    this.#sweepLater();
  }

  drain(graceMs: number): Promise<void> {
    this.#drained ??= this.#drain(graceMs);
    return this.#drained;
  }

  async #drain(graceMs: number): Promise<void> {
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
    if (this.#closed !== null || this.abandoned) return;
    this.abandoned = true;
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
    await this.#parts.threads?.end();
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

  // An app that nobody uses rests: it looks for what is over every 20 s, and as soon as somebody comes.
  #sweepLater(): void {
    const { context, sessions, delay } = this.#parts;
    this.#rests = this.#server !== null && !this.#asked && sessions.connected === 0;
    this.#asked = false;
    const everyMs = this.#rests ? restMs : sweepEveryMs;
    const dueAt = context.clock.now() + everyMs;
    this.#stopSweeping = context.clock.after(everyMs, () => {
      this.#sweepLater();
      delay.add(context.clock.now() - dueAt);
      this.#sweep();
    });
  }

  #sweep(): void {
    const { context, sessions, archive, rates } = this.#parts;
    const { boundary } = context;
    boundary.run(() => archive.sweep());
    boundary.run(() => sessions.sweep());
    boundary.run(() => rates.sweep(context.clock.now()));
    boundary.run(() => context.store.sweep());
    boundary.run(() => context.answers.sweep());
  }

  #stir(): void {
    this.#asked = true;
    if (!this.#rests || this.stopping) return;
    this.#stopSweeping();
    this.#sweepLater();
    this.#sweep();
  }

  async #atMost(ms: number, task: Promise<void>): Promise<void> {
    const stop: (() => void)[] = [];
    const patience = new Promise<void>((resolve) => stop.push(this.#parts.context.clock.after(ms, resolve)));
    await Promise.race([task, patience]);
    for (const undo of stop) undo();
  }
}
