import { MessageChannel } from "node:worker_threads";
import { implementation, type AnyComponent } from "@vitrine/components";
import type { JsonValue } from "@vitrine/protocol";
import type { AppDeclaration, FunctionDeclaration, PortDeclaration } from "../app-model/declaration.ts";
import type { ChannelEnd } from "../channel/channel.ts";
import { directPair } from "../channel/direct.ts";
import type { CallEnd, FromRunner, RunCall, ToRunner } from "../channel/messages.ts";
import { threadEnd } from "../channel/thread.ts";
import { createBoundary } from "../faults/boundary.ts";
import type { LogLine } from "../base/log-line.ts";
import { defaultLimits, type Limits } from "../budgets/limits.ts";
import { deferred } from "../base/deferred.ts";
import { createErrorDesk } from "../base/print-error.ts";
import { createRunner, type Runner } from "./runner.ts";
import { SessionState } from "./state/state.ts";

/** The gateway's side of a runner, for tests: it asks, collects what comes, and acknowledges yields unless told not to. */
export interface Harness {
  readonly runner: Runner;
  readonly messages: readonly FromRunner[];
  readonly log: readonly LogLine[];
  /** What our own code threw. */
  readonly faults: readonly unknown[];
  readonly state: SessionState;
  post(message: ToRunner): void;
  /** Starts a run; its calls are named by `callId(run, index)`. */
  run(run: number, rows: readonly (readonly JsonValue[])[], change?: Partial<RunCall>): void;
  /** Resolves with the first message, past or future, that passes. */
  until(test: (message: FromRunner) => boolean): Promise<FromRunner>;
  /** Resolves to the ends of a run's calls once it has really ended. */
  ended(run: number): Promise<CallEnd[]>;
  /** The values of the yields of a call so far. */
  yields(call: string): JsonValue[];
}

/** The id of a call that `Harness.run` starts. */
export function callId(run: number, index = 0): string {
  return `call-${run}-${index}`;
}

/** What a test may change of a runner. */
export interface HarnessOptions {
  readonly acknowledge?: boolean;
  readonly limits?: Partial<Limits>;
  readonly showError?: boolean;
  readonly channel?: "direct" | "thread";
  /** Milliseconds. */
  readonly now?: () => number;
  readonly onHeld?: (suspects: readonly FunctionDeclaration[], ms: number) => void;
}

/** A runner of one function on a direct channel. */
export function harness(fn: FunctionDeclaration, options: HarnessOptions = {}): Harness {
  const { acknowledge = true, limits = {}, showError = true } = options;
  const [gateway, channel] = options.channel === "thread" ? portPair() : directPair<ToRunner, FromRunner>();
  const messages: FromRunner[] = [];
  const waiters = new Set<() => void>();
  const log: LogLine[] = [];
  const faults: unknown[] = [];
  const state = new SessionState();
  let serial = 0;
  const randomHex = (bytes: number): string => (++serial).toString(16).padStart(bytes * 2, "0");
  const allLimits = { ...defaultLimits, ...limits };
  const runner = createRunner({
    declaration: { functions: [fn] } as unknown as AppDeclaration,
    channel,
    state,
    randomHex,
    limits: allLimits,
    filesFolder: "/nowhere",
    now: options.now ?? (() => performance.now()),
    ...(options.onHeld === undefined ? {} : { onHeld: options.onHeld }),
    boundary: createBoundary((error) => faults.push(error)),
    errorDesk: createErrorDesk({ showError, randomHex, log: (line) => log.push(line) }),
  });
  gateway.onMessage((message) => {
    messages.push(message);
    if (acknowledge && message.msg === "yield") gateway.post({ msg: "ack", run: message.run, count: message.cost });
    for (const check of waiters) check();
  });
  const until = (test: (message: FromRunner) => boolean): Promise<FromRunner> => {
    const found = deferred<FromRunner>();
    const check = (): void => {
      const match = messages.find(test);
      if (match === undefined) return;
      waiters.delete(check);
      found.resolve(match);
    };
    waiters.add(check);
    check();
    return found.promise;
  };
  return {
    runner,
    messages,
    log,
    faults,
    state,
    until,
    post: (message) => gateway.post(message),
    run(run, rows, change = {}) {
      const calls = rows.map((data, index) => ({ ...plainCall(callId(run, index), data), ...change }));
      gateway.post({ msg: "run", run, fn: fn.id, calls });
    },
    async ended(run) {
      await until((message) => message.msg === "run-end" && message.run === run);
      return messages.flatMap((message) => (message.msg === "call-end" && message.run === run ? [message.end] : []));
    },
    yields: (call) =>
      messages.flatMap((message) => (message.msg === "yield" && message.call === call ? [message.values] : [])),
  };
}

function portPair(): [ChannelEnd<ToRunner, FromRunner>, ChannelEnd<FromRunner, ToRunner>] {
  const { port1, port2 } = new MessageChannel();
  const options = {
    now: () => performance.now(),
    onRefused: (_: unknown, error: unknown): never => {
      throw error;
    },
  };
  const ends: [ChannelEnd<ToRunner, FromRunner>, ChannelEnd<FromRunner, ToRunner>] = [
    threadEnd(port1, options),
    threadEnd(port2, options),
  ];
  for (const end of ends) end.unref();
  return ends;
}

function plainCall(call: string, data: readonly JsonValue[]): RunCall {
  return {
    call,
    data,
    attempt: 1,
    event: null,
    files: {},
    caller: { session: "session", user: null, headers: "x-test: yes\n", query: "a=1", address: "127.0.0.1" },
  };
}

/** A function of an app whose ports are single components unless said otherwise. */
export function declare(
  fn: (...args: any[]) => unknown,
  ports: { inputs?: PortDeclaration[]; outputs?: PortDeclaration[] } & Partial<FunctionDeclaration>,
): FunctionDeclaration {
  return {
    id: 1,
    label: "/predict",
    inputShape: "list",
    outputShape: "single",
    apiName: "predict",
    apiVisibility: "public",
    apiDescription: null,
    targets: [],
    showProgress: "full",
    generator: false,
    batch: false,
    maxBatchSize: 1,
    batchTimeoutMs: "adaptive",
    batchKey: null,
    cost: null,
    perCallerLimit: null,
    rateLimit: null,
    group: "predict",
    timeLimitMs: null,
    queueTimeoutMs: null,
    onDisconnect: null,
    queue: true,
    thread: false,
    idempotent: false,
    cancels: [],
    triggerMode: "once",
    ...ports,
    fn,
    inputs: ports.inputs ?? [],
    outputs: ports.outputs ?? [],
  };
}

/** One input or output. */
export function port(name: string, component: AnyComponent, componentId = 1): PortDeclaration {
  return { name, component, componentId, key: name, isState: component[implementation].hidden };
}
