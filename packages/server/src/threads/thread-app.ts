import { pathToFileURL } from "node:url";
import { getHeapStatistics } from "node:v8";
import { takeApps } from "../declaration/app-taker.ts";
import type { AppDeclaration } from "../app-model/declaration.ts";
import { deferred } from "../base/deferred.ts";
import { fingerprintOf } from "./app-identity.ts";
import { hashOf, type ThreadScript } from "../settings/script.ts";
import type { AppInThreads, ImportCost } from "../settings/thread-settings.ts";

/** The app of this thread, and what it cost to get it. */
export interface ThreadApp {
  readonly declaration: AppDeclaration;
  readonly cost: ImportCost;
}

/**
 * Imports the script and gives the app that it launches. Rejects with what the import threw, where the script was changed
 * since the app was launched, and where the app does not come in time or looks different from the one that is served. `now`: milliseconds of a steady clock.
 */
export async function importApp(app: AppInThreads, now: () => number): Promise<ThreadApp> {
  const { script, identity, startMs, lateMs } = app;
  const began = now();
  if (hashOf(script.path) !== script.hash) throw changed(script.path);
  const found = deferred<AppDeclaration>();
  let others = 0;
  let alike = 0;
  let isOver = false;
  takeApps((declaration) => {
    if (fingerprintOf(declaration) !== identity.fingerprint) others += 1;
    else if (alike++ === identity.place) found.resolve(declaration);
  });
  const giveUpIn = (ms: number): NodeJS.Timeout =>
    setTimeout(() => found.reject(notFound(script.path, others, now() - began)), ms);
  let late = giveUpIn(startMs);
  // A script that asks whether it is the one that was started must say the same here as there.
  process.argv[1] = script.path;
  const imported = (): void => {
    clearTimeout(late);
    if (!isOver) late = giveUpIn(lateMs);
  };
  importScript(script).then(imported, found.reject);
  try {
    const declaration = await found.promise;
    const { total_physical_size: heap, external_memory: external } = getHeapStatistics();
    return { declaration, cost: { ms: now() - began, heapBytes: heap + external } };
  } finally {
    isOver = true;
    clearTimeout(late);
  }
}

async function importScript({ path, loaders }: ThreadScript): Promise<void> {
  for (const loader of loaders) {
    // oxlint-disable-next-line no-await-in-loop -- one builds upon the other
    const { register } = (await import(loader)) as { register: () => unknown };
    register();
  }
  await import(pathToFileURL(path).href);
}

function changed(path: string): Error {
  return new Error(
    `${path} was changed since the app was started, and worker threads import it again: restart the app.`,
  );
}

function notFound(path: string, others: number, waitedMs: number): Error {
  const waited = `within ${Math.round(waitedMs / 1000)} s`;
  return new Error(
    others === 0
      ? `${path} was imported in a worker thread and called no launch() there ${waited}: a function with thread: true needs the same launch() in every thread, so do not make it depend on isMainThread or require.main.`
      : `${path} was imported in a worker thread and launched another app there than the one that is served, ${waited}: restart after a change of the script, and declare the same functions and components in every thread.`,
  );
}
