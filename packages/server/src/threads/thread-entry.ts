import { randomBytes } from "node:crypto";
import { workerData } from "node:worker_threads";
import { threadEnd } from "../channel/thread.ts";
import { createBoundary } from "../faults/boundary.ts";
import { createFaultLog } from "../faults/fault-log.ts";
import type { LogLine } from "../base/log-line.ts";
import { nativeRuns } from "../settings/native-runs.ts";
import { deferred } from "../base/deferred.ts";
import { systemClock } from "../clock/system-clock.ts";
import { createErrorDesk, messageOf, printError } from "../base/print-error.ts";
import { createRunner, type Runner } from "../runner/runner.ts";
import { SessionState } from "../runner/state/state.ts";
import { importApp, type ThreadApp } from "./thread-app.ts";
import type { FromThread, ThreadData, ThreadTask, ToThread } from "../settings/thread-settings.ts";

// One thread of the pool: it imports the script at its first run and keeps the app for the next ones.
const data = workerData as ThreadData;
const now = (): number => performance.now();
const randomHex = (bytes: number): string => randomBytes(bytes).toString("hex");
let importing: Promise<ThreadApp> | null = null;

/** Serves one run of the gateway; resolves when its function has really ended. Never rejects. */
export default async function serveRun({ port, kept }: ThreadTask): Promise<void> {
  const ended = deferred();
  let runner: Runner | null = null;
  const channel = threadEnd<FromThread, ToThread>(port, {
    now,
    atOnce: true,
    onRefused: (message, error) => {
      if ("call" in message) runner?.refused(message, error);
    },
  });
  // Nobody wants the run any more.
  channel.onClose(() => ended.resolve());
  channel.post({ msg: "here", native: nativeRuns() });
  const log = (line: LogLine): void => channel.post({ msg: "log", line });
  try {
    const isFirst = importing === null;
    importing ??= importApp(data.app, now);
    const { declaration, cost } = await importing;
    const state = new SessionState();
    state.share(new Set(data.app.shared), (change) => channel.post(change));
    for (const change of kept) state.accept(change);
    runner = createRunner({
      declaration,
      state,
      now,
      randomHex,
      limits: data.limits,
      filesFolder: data.filesFolder,
      channel: {
        ...channel,
        post(message) {
          channel.post(message);
          if (message.msg === "run-end") ended.resolve();
        },
      },
      errorDesk: createErrorDesk({
        showError: data.app.showError,
        randomHex,
        log,
      }),
      boundary: createBoundary(createFaultLog(log, systemClock)),
    });
    channel.post({ msg: "began", firstImport: isFirst ? cost : null });
  } catch (error) {
    channel.post({ msg: "unfit", why: messageOf(error), text: printError(error) });
    ended.resolve();
  }
  await ended.promise;
  channel.close();
}
