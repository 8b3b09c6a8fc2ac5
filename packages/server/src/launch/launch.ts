import { existsSync } from "node:fs";
import { networkInterfaces } from "node:os";
import { fileURLToPath } from "node:url";
import type { AppDeclaration } from "../app-model/declaration.ts";
import { type LaunchOptions, resolveLaunchOptions, type Running } from "../options/launch-options.ts";
import { threadEntry } from "../source.ts";
import type { StartGateway } from "./gateway-host.ts";
import { planThreads, threadLine } from "../threads/plan-threads.ts";
import { monitorLine } from "./monitor-link.ts";
import { holdAddress, launches } from "./launches.ts";
import { openBrowser } from "./open-browser.ts";
import { guardProcess } from "./process-guard.ts";
import { reachLines } from "./network-urls.ts";
import { makeLog, startApp } from "./start-app.ts";
import { startThreadGateway } from "./thread-gateway.ts";
import { reportIfUnheard } from "./unheard-failure.ts";

/**
 * Serves an app, the gateway in a thread of its own and the functions on this one, and prints its URL. Rejects, with
 * nothing left running, for options that cannot work, initial values that cannot be shown and a port that is taken; a
 * rejection that nobody handles ends the process with 1 and the message alone.
 */
export async function launchApp(declaration: AppDeclaration, options: LaunchOptions): Promise<Running> {
  if (existsSync(fileURLToPath(threadEntry("serve/gateway-thread").url))) {
    return launchWith(declaration, options, startThreadGateway);
  }
  process.emitWarning(
    "The file of the server's thread is missing, as it is in a bundle: pages will wait while a function computes. Keep the package vitrine out of the bundle.",
  );
  return launchDirect(declaration, options);
}

/** Serves an app with everything on this thread: for tests, and where the file of the gateway's thread is missing. */
export async function launchDirect(declaration: AppDeclaration, options: LaunchOptions): Promise<Running> {
  // The script's thread loads what serves requests only where it does serve them: a third of a start.
  const { startDirectGateway } = await import("./direct-gateway.ts");
  return launchWith(declaration, options, startDirectGateway);
}

async function launchWith(
  declaration: AppDeclaration,
  options: LaunchOptions,
  startGateway: StartGateway,
): Promise<Running> {
  const { starting } = launches();
  const launch = serve(declaration, options, startGateway);
  starting.add(launch);
  try {
    return await launch;
  } catch (error) {
    reportIfUnheard(error, (text) => process.stderr.write(`${text}\n`));
    throw error;
  } finally {
    starting.delete(launch);
  }
}

async function serve(
  declaration: AppDeclaration,
  options: LaunchOptions,
  startGateway: StartGateway,
): Promise<Running> {
  const resolved = resolveLaunchOptions(options, process.env);
  const log = makeLog(resolved.quiet);
  const threads = planThreads(declaration, resolved, process);
  const leaveAddress = holdAddress(resolved.host, resolved.ports);
  const app = await startApp({ declaration, options: resolved, threads, startGateway, log }).catch((error: unknown) => {
    leaveAddress();
    throw error;
  });
  let closing: Promise<void> | null = null;
  const end = async (): Promise<void> => {
    try {
      await app.close();
    } finally {
      leaveAddress();
      unguard();
    }
  };
  const close = (): Promise<void> => (closing ??= end());
  const unguard = guardProcess({ close, log, lastWords: (why) => app.lastWords(why) });
  log({ level: "info", text: `Running on ${app.url}` });
  if (threads !== null) log({ level: "info", text: threadLine(declaration, threads) });
  const { host, publicUrl } = resolved;
  const port = Number(new URL(app.url).port);
  const terminal = process.stdout.isTTY;
  for (const text of reachLines({ host, port, publicUrl, interfaces: networkInterfaces(), terminal })) {
    log({ level: "info", text });
  }
  if (app.monitorLink !== null) log({ level: "info", text: monitorLine(app.monitorLink) });
  if (resolved.inBrowser) openBrowser(app.url, process.platform);
  return { url: app.url, close, [Symbol.asyncDispose]: close };
}
