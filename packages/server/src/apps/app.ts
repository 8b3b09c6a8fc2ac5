import { checkRequest } from "./check-request.ts";
import type { MountedApp } from "../launch/mount.ts";
import { addressOf, checkServer, mountOn, urlOf, waitingHandlers } from "../launch/server-mounts.ts";
import { deferred } from "../base/deferred.ts";
import { appTaker } from "../declaration/app-taker.ts";
import { checkNode } from "../options/check-node.ts";
import type { AppDeclaration } from "../app-model/declaration.ts";
import { noteDeclared, noteServed } from "./forgotten-launch.ts";
import type { GroupMember } from "../options/groups.ts";
import type { LaunchOptions, Running } from "../options/launch-options.ts";
import { resolveMountPath, type MountOptions, type NodeServer } from "../options/mount-options.ts";
import { warnLostHtml } from "../declaration/warn-lost-html.ts";
import { warnUngathered } from "../declaration/warn-ungathered.ts";
import { warnUnnamed, type UnnamedInputs } from "../declaration/warn-unnamed.ts";
import { checkQueueOptions, resolveQueue, type QueueOptions } from "../options/queue-options.ts";

/** An app but for its queue, whose options may still change. */
export interface AppParts extends Omit<AppDeclaration, "queue" | "callerOf" | "warnings"> {
  readonly members: readonly GroupMember[];
  /** Public functions whose callers must use made-up names. */
  readonly unnamed: readonly UnnamedInputs[];
}

let readDeclaration: (app: App) => AppDeclaration;
let readParts: (app: App) => AppParts;

/** What was declared, with the queue as it is now. A function, so that it is no part of what authors see of an app. */
export function declarationOf(app: App): AppDeclaration {
  return readDeclaration(app);
}

/** What was declared but for the queue: for an app that stands in another. */
export function partsOf(app: App): AppParts {
  return readParts(app);
}

/**
 * What every kind of app can do. It is declared, starting or running: `queue()` works only while it is declared, and a
 * launch that failed or was closed makes it declared again.
 */
export abstract class App {
  static {
    readDeclaration = (app) => app.#declaration();
    readParts = (app) => app.#parts;
  }

  readonly #parts: AppParts;
  #queue: QueueOptions = {};
  #launched: "starting" | Running | null = null;
  #starting: Promise<Running> | null = null;
  #fetched: Promise<MountedApp> | null = null;

  constructor(parts: AppParts) {
    checkNode(process.versions.node);
    this.#parts = parts;
    noteDeclared();
  }

  /** Changes how calls wait, before the launch; options left out stay. Returns the app. Throws for what cannot work. */
  queue(options: QueueOptions = {}): this {
    if (this.#launched !== null)
      throw new Error(`queue(): the app ${this.#whereItRuns()}; call queue() before launch().`);
    checkQueueOptions(options);
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    this.#queue = { ...this.#queue, ...Object.fromEntries(given) };
    return this;
  }

  /** Starts the server and prints its URL. Rejects where an option cannot work, the port is taken, or the app runs already. */
  async launch(options: LaunchOptions = {}): Promise<Running> {
    noteServed();
    if (this.#launched !== null) {
      const error = new Error(`launch(): the app ${this.#whereItRuns()}; close() it before a second launch.`);
      const { reportIfUnheard } = await import("../launch/unheard-failure.ts");
      reportIfUnheard(error, (text) => process.stderr.write(`${text}\n`), this.#starting);
      throw error;
    }
    const take = appTaker();
    if (take !== undefined) {
      this.#launched = "starting";
      take(this.#declaration());
      return await new Promise<never>(() => {});
    }
    // Loaded late: a script that only declares an app, or gives its types to a client, needs no server.
    return await this.#begin(async () => {
      const { launchApp } = await import("../launch/launch.ts");
      return await launchApp(this.#declaration(), options);
    });
  }

  /**
   * Serves the app at a path of a Node HTTP server, also of Express and the like; the server's other paths stay what they
   * are, and requests wait until the app is ready. `close()` ends the app alone. Rejects where an option cannot work, the
   * path is taken, or the app runs already.
   */
  async attach(given: NodeServer, options: MountOptions = {}): Promise<Running> {
    noteServed();
    if (this.#launched !== null) {
      throw new Error(`attach(): the app ${this.#whereItRuns()}; close() it before it is attached.`);
    }
    const server = checkServer(given);
    const path = resolveMountPath("attach()", options.path);
    const host = (): string => addressOf(server) ?? "0.0.0.0";
    const ready = deferred<MountedApp>();
    // Mounted before anything is awaited, so that no request gets by.
    const unmount = mountOn(server, path, waitingHandlers(path, ready.promise));
    ready.promise.catch(unmount);
    return await this.#begin(async () => {
      try {
        const { mountApp } = await import("../launch/mount.ts");
        const where = { declaration: this.#declaration(), options, where: "attach()", upgrades: true, host };
        const app = await mountApp(where);
        ready.resolve(app);
        const close = async (): Promise<void> => {
          await app.close();
          unmount();
        };
        return {
          get url() {
            return `${urlOf(server)}${path}`;
          },
          close,
          [Symbol.asyncDispose]: close,
        };
      } catch (error) {
        ready.reject(error);
        throw error;
      }
    });
  }

  /**
   * Answers a request of a fetch-style server, such as Hono's; may be taken off its object. The first request starts the
   * app with the options, which later ones must not change. Pages go without WebSockets here. Rejects where an option
   * cannot work or the app was launched or attached, and for what is no request or one whose body was read.
   */
  get fetch(): (request: Request, options?: MountOptions) => Promise<Response> {
    noteServed();
    return this.#fetch;
  }

  readonly #fetch = async (request: Request, options: MountOptions = {}): Promise<Response> => {
    checkRequest(request);
    this.#fetched ??= this.#startFetching(options).catch((error: unknown) => {
      this.#fetched = null;
      throw error;
    });
    return await (await this.#fetched).fetch(request);
  };

  /** Closes the app however it was started, as its `Running` does; nothing where it does not run. */
  async close(): Promise<void> {
    const running = this.#starting === null ? null : await this.#starting.catch(() => null);
    await running?.close();
  }

  async #startFetching(options: MountOptions): Promise<MountedApp> {
    if (this.#launched !== null) {
      throw new Error(`fetch(): the app ${this.#whereItRuns()}; close() it before fetch() serves it.`);
    }
    const started = deferred<MountedApp>();
    const forget = (): void => {
      this.#fetched = null;
    };
    this.#begin(async () => {
      const { mountApp } = await import("../launch/mount.ts");
      const where = { declaration: this.#declaration(), options, where: "fetch()", upgrades: false };
      const app = await mountApp({ ...where, host: () => "0.0.0.0" });
      started.resolve(app);
      const close = async (): Promise<void> => {
        await app.close();
        forget();
      };
      return { url: options.path ?? "/", close, [Symbol.asyncDispose]: close };
    }).catch(started.reject);
    return await started.promise;
  }

  async #begin(start: () => Promise<Running>): Promise<Running> {
    this.#launched = "starting";
    try {
      this.#starting = start().then((running) => this.#watchClose(running));
      this.#launched = await this.#starting;
      return this.#launched;
    } catch (error) {
      this.#launched = null;
      this.#starting = null;
      throw error;
    }
  }

  #declaration(): AppDeclaration {
    const { members, unnamed, ...parts } = this.#parts;
    const queue = resolveQueue(this.#queue, members, parts.functions);
    const warnings = [
      ...warnUnnamed(unnamed),
      ...warnUngathered(parts.functions, queue.groups),
      ...warnLostHtml(parts.components),
    ];
    return { ...parts, queue, warnings, callerOf: this.#queue.callerOf ?? null };
  }

  #watchClose(running: Running): Running {
    const close = async (): Promise<void> => {
      await running.close();
      if (this.#launched !== watched) return;
      this.#launched = null;
      this.#starting = null;
    };
    const watched: Running = {
      get url() {
        return running.url;
      },
      close,
      [Symbol.asyncDispose]: close,
    };
    return watched;
  }

  #whereItRuns(): string {
    return this.#launched === "starting" || this.#launched === null
      ? "is starting already"
      : `runs already at ${this.#launched.url}`;
  }
}
