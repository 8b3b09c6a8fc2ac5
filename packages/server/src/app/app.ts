import type { AppDeclaration } from "./declaration.ts";
import type { GroupMember } from "./groups.ts";
import type { LaunchOptions, Running } from "./launch-options.ts";
import { checkQueueOptions, resolveQueue, type QueueOptions } from "./queue-options.ts";

/** An app but for its queue, whose options may still change. */
export interface AppParts extends Omit<AppDeclaration, "queue"> {
  readonly members: readonly GroupMember[];
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

  constructor(parts: AppParts) {
    this.#parts = parts;
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
    if (this.#launched !== null) {
      throw new Error(`launch(): the app ${this.#whereItRuns()}; close() it before a second launch.`);
    }
    this.#launched = "starting";
    try {
      // Loaded late: a script that only declares an app, or gives its types to a client, needs no server.
      const { launchApp } = await import("../launch/launch.ts");
      const running = this.#watchClose(await launchApp(this.#declaration(), options));
      this.#launched = running;
      return running;
    } catch (error) {
      this.#launched = null;
      throw error;
    }
  }

  #declaration(): AppDeclaration {
    const { members, ...parts } = this.#parts;
    return { ...parts, queue: resolveQueue(this.#queue, members) };
  }

  #watchClose(running: Running): Running {
    const close = async (): Promise<void> => {
      await running.close();
      if (this.#launched === watched) this.#launched = null;
    };
    const watched: Running = { url: running.url, close, [Symbol.asyncDispose]: close };
    return watched;
  }

  #whereItRuns(): string {
    return this.#launched === "starting" || this.#launched === null
      ? "is starting already"
      : `runs already at ${this.#launched.url}`;
  }
}
