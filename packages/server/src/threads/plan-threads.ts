import { existsSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { AppDeclaration } from "../app-model/declaration.ts";
import type { ResolvedLaunchOptions } from "../options/launch-options.ts";
import { threadEntry } from "../source.ts";
import { identify } from "./app-identity.ts";
import { findScript } from "../settings/script.ts";
import type { ThreadSettings } from "../settings/thread-settings.ts";

const idleMs = 60_000;
const leastStartMs = 30_000;
const leastLateMs = 3000;

/**
 * What the gateway must know to start worker threads; null where no function runs in one. Throws a `TypeError` that names
 * a function with `thread: true` where there is no script that a thread could import.
 */
export function planThreads(
  declaration: AppDeclaration,
  { maxThreads, showError }: ResolvedLaunchOptions,
  started: NodeJS.Process,
): ThreadSettings | null {
  const [label] = labelsOf(declaration);
  if (label === undefined) return null;
  const needs = `launch(): ${label} has thread: true, for which worker threads import your script again`;
  const { argv, execArgv, env } = started;
  const script = findScript({ argv, execArgv, nodeOptions: env["NODE_OPTIONS"] ?? "", cwd: started.cwd() });
  if (script === null) {
    throw new TypeError(`${needs}, but there is no file to import; start Node with a file, or leave out thread.`);
  }
  if (!existsSync(fileURLToPath(threadEntry("threads/thread-entry").url))) {
    throw new TypeError(`${needs}, which a bundle cannot; keep the package vitrine out of the bundle.`);
  }
  const inThreads = declaration.functions.filter(({ thread }) => thread);
  const shared = inThreads.flatMap(({ inputs, outputs }) =>
    [...inputs, ...outputs].map(({ componentId }) => componentId),
  );
  const startedMs = started.uptime() * 1000;
  return {
    maxThreads,
    idleMs,
    app: {
      script,
      showError,
      identity: identify(declaration),
      // What took long in the script's own thread may take longer beside others that do the same.
      startMs: Math.max(leastStartMs, 10 * startedMs),
      lateMs: Math.max(leastLateMs, 3 * startedMs),
      shared: [...new Set(shared)],
    },
  };
}

/** Refuses functions that need threads where the script serves by itself, as each thread would open its server again. */
export function refuseThreads(where: string, declaration: AppDeclaration): void {
  const [label] = labelsOf(declaration);
  if (label === undefined) return;
  throw new TypeError(
    `${where}: ${label} has thread: true, for which worker threads import your script again, and each would open your server again; serve the app by launch(), behind a proxy, or leave out thread.`,
  );
}

/** One line for the operator: which functions run in threads, and in how many. */
export function threadLine(declaration: AppDeclaration, { maxThreads, app }: ThreadSettings): string {
  const threads = maxThreads === 1 ? "one worker thread" : `at most ${maxThreads} worker threads`;
  return `${labelsOf(declaration).join(", ")} run${labelsOf(declaration).length === 1 ? "s" : ""} in ${threads} (maxThreads), started when needed; each imports ${basename(app.script.path)} again.`;
}

function labelsOf({ functions }: AppDeclaration): string[] {
  return functions.filter(({ thread }) => thread).map(({ label }) => label);
}
