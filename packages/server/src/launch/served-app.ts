import { type Boundary, createBoundary } from "../faults/boundary.ts";
import { createFaultLog } from "../faults/fault-log.ts";
import { FileIndex } from "../files/file-index.ts";
import type { LogLine } from "../base/log-line.ts";
import type { GatewaySettings } from "../settings/gateway-settings.ts";
import type { AppDeclaration } from "../app-model/declaration.ts";
import type { ResolvedLaunchOptions } from "../options/launch-options.ts";
import type { AppDescription } from "../app-model/description.ts";
import { systemClock } from "../clock/system-clock.ts";
import { createErrorDesk, messageOf } from "../base/print-error.ts";
import { watchHolds } from "../runner/watch-holds.ts";
import { createRunner, type Runner } from "../runner/runner.ts";
import { SessionState } from "../runner/state/state.ts";
import { pageFolder } from "../source.ts";
import type { ThreadSettings } from "../settings/thread-settings.ts";
import type { HostedGateway, StartGateway } from "./gateway-host.ts";
import { loginAnswerer } from "./answer-login.ts";
import { within } from "../base/with-timeout.ts";

/** What an app is served with. */
export interface ServedAppOptions {
  readonly declaration: AppDeclaration;
  readonly description: AppDescription;
  readonly options: ResolvedLaunchOptions;
  /** The worker threads of its functions; null where none runs in one. */
  readonly threads: ThreadSettings | null;
  readonly filesFolder: string;
  readonly startGateway: StartGateway;
  readonly log: (line: LogLine) => void;
  /** Milliseconds of a steady clock. */
  readonly now: () => number;
  /** Random hexadecimal digits, two a byte. */
  readonly randomHex: (bytes: number) => string;
  /** The gateway died too often, or could not come back. */
  readonly giveUp: (why: string) => void;
}

const graceMs = 10_000;
const abortMs = 2_000;
// A gateway whose thread does not answer must not keep the process from its end.
const answerMs = 1_000;
const instanceBytes = 8;
const mostDeaths = 3;
const deathsWithinMs = 60_000;

/**
 * A gateway and the runner behind it. A gateway that dies is started again on its port, with the same State; the calls
 * that it knew are lost.
 */
export class ServedApp {
  readonly #options: ServedAppOptions;
  readonly #state = new SessionState();
  readonly #files = new FileIndex();
  readonly #boundary: Boundary;
  readonly #onHeld: ReturnType<typeof watchHolds>;
  #gateway: HostedGateway | null = null;
  #runner: Runner | null = null;
  #deaths: number[] = [];
  #closing: Promise<void> | null = null;

  constructor(options: ServedAppOptions) {
    this.#options = options;
    this.#boundary = createBoundary(createFaultLog(options.log, systemClock));
    this.#onHeld = watchHolds(options.log, options.declaration.queue.timeLimitMs);
  }

  /** Starts to listen; resolves to the URL. */
  async start(): Promise<string> {
    this.#gateway = await this.#startGateway(this.#options.options.ports);
    return this.#gateway.url;
  }

  /** Drains, then closes: within 16 s whatever the functions and the gateway do. Idempotent. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  lastWords(why: string): void {
    if (this.#closing === null) this.#gateway?.lastWords(why);
  }

  async #close(): Promise<void> {
    await within(graceMs + abortMs + answerMs, this.#gateway?.drain(graceMs) ?? Promise.resolve());
    await this.#gateway?.close();
    this.#runner?.stop();
  }

  #startGateway(ports: readonly number[]): Promise<HostedGateway> {
    const { declaration, description, options, threads, filesFolder, startGateway, log, now, randomHex } =
      this.#options;
    const settings: GatewaySettings = {
      host: options.host,
      ports,
      pageFolder,
      filesFolder,
      instance: randomHex(instanceBytes),
      publicUrl: options.publicUrl,
      rootPath: options.rootPath,
      staticFiles: options.staticFiles,
      trustProxy: options.trustProxy,
      allowedHosts: options.allowedHosts,
      frameAncestors: options.frameAncestors,
      corsOrigins: options.corsOrigins,
      showError: options.showError,
      maxFileSize: options.maxFileSize,
      limits: options.limits,
      observe: options.observe,
      ...(threads === null ? {} : { threads }),
      ...(options.login === null ? {} : { login: options.login.settings }),
    };
    return startGateway({
      settings,
      log,
      files: this.#files,
      askLogin: options.login === null ? undefined : loginAnswerer(options.login, log),
      join: (channel) => {
        const runner = createRunner({
          declaration,
          channel,
          filesFolder,
          now,
          randomHex,
          state: this.#state,
          limits: options.limits,
          boundary: this.#boundary,
          errorDesk: createErrorDesk({ showError: options.showError, log, randomHex }),
          onHeld: this.#onHeld,
        });
        this.#runner = runner;
        channel.post({ msg: "ready", description });
        if (threads !== null) this.#state.share(new Set(threads.app.shared), (change) => channel.post(change));
        return runner;
      },
      onDeath: this.#boundary.wrap(
        (why: string) => this.#revive(why),
        (error) => this.#options.giveUp(`The server's thread could not be started again: ${messageOf(error)}`),
      ),
    });
  }

  async #revive(why: string): Promise<void> {
    const { log, now, giveUp } = this.#options;
    const port = this.#gateway!.port;
    this.#runner?.stop();
    this.#deaths = [...this.#deaths, now()].filter((at) => now() - at < deathsWithinMs);
    if (this.#closing !== null) return;
    if (this.#deaths.length >= mostDeaths) {
      giveUp(
        `The server's thread died ${mostDeaths} times within ${deathsWithinMs / 1000} s, the last time because: ${why}`,
      );
      return;
    }
    log({ level: "error", text: `The server's thread died and is started again; its open calls are lost. ${why}` });
    try {
      this.#gateway = await this.#startGateway([port]);
      log({ level: "info", text: `Running again on ${this.#gateway.url}` });
    } catch (error) {
      giveUp(`The server's thread died and could not be started again: ${messageOf(error)}`);
    }
  }
}
