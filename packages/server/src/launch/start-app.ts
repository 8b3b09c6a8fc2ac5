import { Console } from "node:console";
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import type { AppDeclaration } from "../app-model/declaration.ts";
import type { ResolvedLaunchOptions } from "../options/launch-options.ts";
import { describeApp } from "../describe/describe.ts";
import type { AppDescription } from "../app-model/description.ts";
import type { StoredFile } from "../files/stored-file.ts";
import type { LogLine } from "../base/log-line.ts";
import type { Limits } from "../budgets/limits.ts";
import { modelsLoaded } from "../models/loading.ts";
import { createFileAccess } from "../files/file-access.ts";
import type { ThreadSettings } from "../settings/thread-settings.ts";
import { monitorLink } from "./monitor-link.ts";
import type { StartGateway } from "./gateway-host.ts";
import { makeFilesFolder } from "./files-folder.ts";
import { ServedApp } from "./served-app.ts";

/** An app that was started, however it is reached. */
export interface StartedApp {
  readonly url: string;
  /** Where its operator may change it while it runs; null where there is nothing to change. */
  readonly monitorLink: string | null;
  /** Drains, closes, and removes the stored files. Idempotent. */
  close(): Promise<void>;
  /** The process is about to end. Synchronous. */
  lastWords(why: string): void;
}

/** What an app is started with. */
export interface StartAppOptions {
  readonly declaration: AppDeclaration;
  readonly options: ResolvedLaunchOptions;
  readonly threads: ThreadSettings | null;
  readonly startGateway: StartGateway;
  readonly log: (line: LogLine) => void;
}

const tokenBytes = 16;

/** Starts an app with a folder for its files; rejects with nothing left. */
export async function startApp({
  declaration,
  options: given,
  threads,
  startGateway,
  log,
}: StartAppOptions): Promise<StartedApp> {
  const { monitor } = given.observe;
  const token = randomHex(tokenBytes);
  const options = { ...given, observe: { ...given.observe, monitor: monitor && { ...monitor, token } } };
  const folder = await makeFilesFolder(tmpdir());
  const filesFolder = folder.path;
  const removeFolder = (): Promise<void> => {
    folder.leave();
    return rm(filesFolder, { recursive: true, force: true });
  };
  try {
    const app = new ServedApp({
      declaration,
      description: await describe(declaration, filesFolder, options.limits),
      options,
      threads,
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
    return {
      url,
      monitorLink: monitorLink(declaration, options, url),
      close: () => (closing ??= app.close().then(removeFolder)),
      lastWords: (why) => {
        app.lastWords(why);
        rmSync(filesFolder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}

/** Prints the lines for the operator; where `quiet`, errors and what was asked for. */
export function makeLog(quiet: boolean): (line: LogLine) => void {
  // A console of our own outlives a terminal that was closed.
  const terminal = new Console({ stdout: process.stdout, stderr: process.stderr, ignoreErrors: true });
  return ({ level, text }) => {
    if (quiet && level !== "error" && level !== "call") return;
    if (level === "info" || level === "call") terminal.log(text);
    else terminal.error(text);
  };
}

function describe(declaration: AppDeclaration, folder: string, limits: Limits): Promise<AppDescription> {
  const files: StoredFile[] = [];
  const access = createFileAccess({ files: {}, folder, randomHex, collect: (file) => files.push(file) });
  return describeApp(declaration, { files: access, limits }, files);
}

function randomHex(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}
