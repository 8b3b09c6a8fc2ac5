import { parentPort, workerData } from "node:worker_threads";
import { threadEnd } from "../channel/thread.ts";
import type { FromRunner, ToRunner } from "../channel/messages.ts";
import { VitrineError } from "../base/errors.ts";
import { createBoundary } from "../faults/boundary.ts";
import { createFaultLog } from "../faults/fault-log.ts";
import type { LogLine } from "../base/log-line.ts";
import type { Gateway } from "../settings/gateway-settings.ts";
import { startGateway } from "./open-server.ts";
import type { LoginAnswer, LoginQuestion } from "../settings/login-settings.ts";
import { systemClock } from "../clock/system-clock.ts";
import type { FromThread, GatewayThreadData, ToThread } from "./control-messages.ts";
import { exitProcess } from "../base/exit-process.ts";
import { lastStop } from "./last-stop.ts";
import { hearStopSignals } from "./stop-signals.ts";

const { settings, knownFiles, channel, told, hearsSignals } = workerData as GatewayThreadData;
const say = (message: FromThread): void => parentPort!.postMessage(message);

const log = (line: LogLine): void => say({ msg: "log", line });
const boundary = createBoundary(createFaultLog(log, systemClock));
// What no boundary nearer to its cause has caught costs no more than the one task.
process.on("uncaughtException", (error) => boundary.caught(error));
process.on("unhandledRejection", (reason) => boundary.caught(reason));

let closing = false;
let questions = 0;
const asked = new Map<number, (answer: LoginAnswer) => void>();

const starting = startGateway({
  settings,
  knownFiles,
  onFile: (change) => say({ msg: "file", change }),
  askLogin: (question) => askScript(question),
  channel: threadEnd<ToRunner, FromRunner>(channel, {
    now: () => performance.now(),
    onRefused: (_, error) => boundary.caught(error),
  }),
  log,
});

parentPort!.on(
  "message",
  boundary.wrap((message: ToThread) => obey(message)),
);

starting.then(announce, (error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  say({ msg: "failed", code: error instanceof VitrineError ? error.code : "failed", text });
});

function exit(code: number): void {
  boundary.run(() => exitProcess(code, systemClock));
}

function announce(gateway: Gateway): void {
  const { url, port } = gateway;
  say({ msg: "listening", url, port });
  if (hearsSignals) hearStopSignals(lastStop({ gateway, clock: systemClock, isClosing: () => closing, exit }));
}

async function obey(message: ToThread): Promise<void> {
  if (message.msg === "login-answer") {
    asked.get(message.id)?.(message.answer);
    asked.delete(message.id);
    return;
  }
  const gateway = await starting.catch(() => null);
  switch (message.msg) {
    case "drain":
      await gateway?.drain(message.graceMs);
      return say({ msg: "drained" });
    case "close":
      closing = true;
      await gateway?.close();
      return say({ msg: "closed" });
    case "dying":
      return sayFarewell(gateway, message.why);
  }
}

function askScript(question: LoginQuestion): Promise<LoginAnswer> {
  const id = (questions += 1);
  return new Promise((resolve) => {
    asked.set(id, resolve);
    say({ msg: "ask-login", id, question });
  });
}

/** The script's thread stands still until it is told, so that its end does not cut the sockets too early. */
function sayFarewell(gateway: Gateway | null, why: string): void {
  gateway?.abandon(why);
  const flag = new Int32Array(told);
  // Sockets write at the end of a turn.
  setImmediate(() => {
    Atomics.store(flag, 0, 1);
    Atomics.notify(flag, 0);
  });
}
