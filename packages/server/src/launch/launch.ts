import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { AppDeclaration } from "../app/declaration.ts";
import { type LaunchOptions, resolveLaunchOptions, type Running } from "../app/launch-options.ts";
import { describeApp } from "../describe/describe.ts";
import type { AppDescription } from "../describe/description.ts";
import type { StoredFile } from "../files/stored-file.ts";
import type { LogLine } from "../gateway/gateway-options.ts";
import type { Limits } from "../limits.ts";
import { modelsLoaded } from "../models/loading.ts";
import { createFileAccess } from "../runner/file-access.ts";
import { threadEntry } from "../source.ts";
import { startDirectGateway } from "./direct-gateway.ts";
import type { StartGateway } from "./gateway-host.ts";
import { openBrowser } from "./open-browser.ts";
import { guardProcess } from "./process-guard.ts";
import { ServedApp } from "./served-app.ts";
import { startThreadGateway } from "./thread-gateway.ts";
import { reportIfUnheard } from "./unheard-failure.ts";

/**
 * Serves an app, the gateway in a thread of its own and the functions on this one, and prints its URL. Rejects, with
 * nothing left running, for options that cannot work, initial values that cannot be shown and a port that is taken; a
 * rejection that nobody handles ends the process with 1 and the message alone.
 */
export async function launchApp(declaration: AppDeclaration, options: LaunchOptions): Promise<Running> {
  if (existsSync(fileURLToPath(threadEntry("gateway-thread").url))) {
    return launchWith(declaration, options, startThreadGateway);
  }
  process.emitWarning(
    "The file of the server's thread is missing, as it is in a bundle: pages will wait while a function computes. Keep the package vitrine out of the bundle.",
  );
  return launchDirect(declaration, options);
}

/** Serves an app with everything on this thread: for tests, and where the file of the gateway's thread is missing. */
export function launchDirect(declaration: AppDeclaration, options: LaunchOptions): Promise<Running> {
  return launchWith(declaration, options, startDirectGateway);
}

async function launchWith(
  declaration: AppDeclaration,
  options: LaunchOptions,
  startGateway: StartGateway,
): Promise<Running> {
  try {
    return await serve(declaration, options, startGateway);
  } catch (error) {
    reportIfUnheard(error, (text) => process.stderr.write(`${text}\n`));
    throw error;
  }
}

async function serve(
  declaration: AppDeclaration,
  options: LaunchOptions,
  startGateway: StartGateway,
): Promise<Running> {
  const resolved = resolveLaunchOptions(options, process.env);
  const log = makeLog(resolved.quiet);
  const filesFolder = await mkdtemp(join(tmpdir(), "vitrine-"));
  const removeFolder = (): Promise<void> => rm(filesFolder, { recursive: true, force: true });
  try {
    const app = new ServedApp({
      declaration,
      description: await describe(declaration, filesFolder, resolved.limits),
      options: resolved,
      filesFolder,
      startGateway,
      log,
      now: () => performance.now(),
      randomHex,
      giveUp: (why) => {
        log({ level: "error", text: why });
        process.exit(1);
      },
    });
    await modelsLoaded();
    for (const text of declaration.warnings) log({ level: "warning", text });
    const url = await app.start();
    let closing: Promise<void> | null = null;
    const close = (): Promise<void> => (closing ??= end());
    const end = async (): Promise<void> => {
      await app.close();
      await removeFolder();
      unguard();
    };
    const lastWords = (why: string): void => {
      app.lastWords(why);
      rmSync(filesFolder, { recursive: true, force: true });
    };
    const unguard = guardProcess({ close, log, lastWords });
    log({ level: "info", text: `Running on ${url}` });
    if (resolved.inBrowser) openBrowser(url, process.platform);
    return { url, close, [Symbol.asyncDispose]: close };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

function describe(declaration: AppDeclaration, folder: string, limits: Limits): Promise<AppDescription> {
  const files: StoredFile[] = [];
  const access = createFileAccess({ files: {}, folder, randomHex, collect: (file) => files.push(file) });
  return describeApp(declaration, { files: access, limits }, files);
}

function makeLog(quiet: boolean): (line: LogLine) => void {
  return ({ level, text }) => {
    if (quiet && level !== "error") return;
    const stream = level === "info" ? process.stdout : process.stderr;
    stream.write(`${text}\n`);
  };
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
