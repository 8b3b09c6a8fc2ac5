import { isMainThread, MessageChannel, Worker, type WorkerOptions } from "node:worker_threads";
import { threadEnd } from "../channel/thread.ts";
import type { FromRunner, ToRunner } from "../channel/messages.ts";
import { VitrineError } from "../base/errors.ts";
import { deferred } from "../base/deferred.ts";
import { threadEntry } from "../source.ts";
import type { FromThread, GatewayThreadData, ToThread } from "../serve/control-messages.ts";
import type { HostedGateway, HostOptions, RefusalListener } from "./gateway-host.ts";
import { signalFlag } from "../serve/stop-signals.ts";
import { within } from "../base/with-timeout.ts";

const longestFarewellMs = 300;
// A thread that does not answer is ended all the same.
const longestCloseMs = 3_000;

/** Starts the gateway in a thread of its own, so that a function that holds the script's thread holds nobody else. */
export function startThreadGateway(options: HostOptions): Promise<HostedGateway> {
  const { settings, log, files, askLogin, join, onDeath } = options;
  const { port1, port2 } = new MessageChannel();
  const told = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const entry = threadEntry("serve/gateway-thread");
  const workerData: GatewayThreadData = {
    settings,
    knownFiles: files.all(),
    channel: port2,
    told,
    hearsSignals: isMainThread,
  };
  const worker = startWorker(entry.url, {
    ...entry.options,
    workerData,
    transferList: [port2],
    name: "vitrine gateway",
  });
  const started = deferred<HostedGateway>();
  const drained = deferred();
  const closed = deferred();
  let phase: "starting" | "running" | "closing" | "gone" = "starting";
  let why = "it ended by itself";

  const say = (message: ToThread): void => worker.postMessage(message);
  const end = async (): Promise<void> => {
    phase = "closing";
    await worker.terminate();
    port1.close();
  };

  worker.on("message", (message: FromThread) => {
    switch (message.msg) {
      case "listening":
        phase = "running";
        return started.resolve({
          url: message.url,
          port: message.port,
          async drain(graceMs) {
            say({ msg: "drain", graceMs });
            await drained.promise;
          },
          async close() {
            phase = phase === "gone" ? "gone" : "closing";
            say({ msg: "close" });
            await within(longestCloseMs, closed.promise);
            await end();
          },
          lastWords(reason) {
            if (phase !== "running") return;
            say({ msg: "dying", why: reason });
            Atomics.wait(new Int32Array(told), 0, 0, longestFarewellMs);
          },
        });
      case "failed":
        return void end().then(() => started.reject(new VitrineError(message.code, message.text)));
      case "log":
        return log(message.line);
      case "file":
        return files.take(message.change);
      case "ask-login": {
        const { id, question } = message;
        return void askLogin?.(question).then((answer) => say({ msg: "login-answer", id, answer }));
      }
      case "drained":
        return drained.resolve();
      case "closed":
        return closed.resolve();
    }
  });
  worker.on("error", (error) => {
    why = error.stack ?? error.message;
  });
  // Only `exit` comes always: a thread that calls process.exit has no error.
  worker.on("exit", () => {
    const before = phase;
    phase = "gone";
    port1.close();
    drained.resolve();
    closed.resolve();
    if (before === "starting")
      started.reject(new VitrineError("failed", `The server's thread could not start: ${why}`));
    if (before === "running") onDeath(why);
  });

  let listener: RefusalListener | null = null;
  const channel = threadEnd<FromRunner, ToRunner>(port1, {
    now: () => performance.now(),
    onRefused: (message, error) => listener?.refused(message, error),
  });
  try {
    listener = join(channel);
  } catch (error) {
    void end().then(() => started.reject(error));
  }
  return started.promise;
}

/** With the flag that lets it hear signals; without, where a Node does not know it. */
function startWorker(url: URL, options: WorkerOptions): Worker {
  try {
    return new Worker(url, { ...options, execArgv: [...(options.execArgv ?? []), signalFlag] });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ERR_WORKER_INVALID_EXEC_ARGV") throw error;
    return new Worker(url, options);
  }
}
