import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseServerMessages, printMessage, type ClientMessage, type ServerMessage } from "@vitrine/protocol";
import { WebSocket } from "ws";
import type { ChannelEnd } from "../channel/channel.ts";
import { directPair } from "../channel/direct.ts";
import type { FromRunner, ToRunner } from "../channel/messages.ts";
import type { AppDescription } from "../app-model/description.ts";
import { defaultLimits, type Limits } from "../budgets/limits.ts";
import { ManualClock } from "../clock/manual-clock.ts";
import { startGateway } from "./open-server.ts";
import type { LogLine } from "../base/log-line.ts";
import type { Gateway, GatewaySettings } from "../settings/gateway-settings.ts";
import { describeTestApp } from "./test-app.ts";

/** For tests: a list that grows, and whose next fitting item can be waited for. */
export class Inbox<Item> {
  readonly all: Item[] = [];
  #read = 0;
  #waiting: (() => void) | null = null;

  put(item: Item): void {
    this.all.push(item);
    this.#waiting?.();
  }

  /** The next item that fits; those before it are passed over. */
  async next<Fitting extends Item>(fits: (item: Item) => item is Fitting): Promise<Fitting> {
    for (;;) {
      while (this.#read < this.all.length) {
        const item = this.all[this.#read++] as Item;
        if (fits(item)) return item;
      }
      // oxlint-disable-next-line no-await-in-loop -- items come one after another
      await new Promise<void>((resolve) => {
        this.#waiting = resolve;
      });
    }
  }
}

type Named<Union, Name> = Extract<Union, { msg: Name }>;

function named<Union extends { msg: string }, Name extends Union["msg"]>(name: Name) {
  return (item: Union): item is Union & Named<Union, Name> => item.msg === name;
}

/** For tests: the functions' end of the channel, by hand. */
export class HandRunner {
  readonly inbox: Inbox<ToRunner> = new Inbox();
  /** Whether it leaves questions unanswered. */
  deaf = false;
  readonly #end: ChannelEnd<FromRunner, ToRunner>;

  constructor(end: ChannelEnd<FromRunner, ToRunner>) {
    this.#end = end;
    end.onMessage((message) => {
      if (message.msg === "ping" && !this.deaf) end.post({ msg: "pong" });
      else this.inbox.put(message);
    });
  }

  say(message: FromRunner): void {
    this.#end.post(message);
  }

  next<Name extends ToRunner["msg"]>(name: Name): Promise<ToRunner & Named<ToRunner, Name>> {
    return this.inbox.next(named<ToRunner, Name>(name));
  }

  /** The next run's number and only call. */
  async nextRun(): Promise<{ run: number; call: string }> {
    const { run, calls } = await this.next("run");
    return { run, call: calls[0]?.call ?? "" };
  }

  yield({ run, call }: { run: number; call: string }, values: readonly string[], cost = 1): void {
    this.say({ msg: "yield", run, call, n: 0, values, files: [], cost });
  }

  done({ run, call }: { run: number; call: string }, values: readonly string[] | null): void {
    this.say({ msg: "call-end", run, call, end: { status: "done", values }, files: [] });
    this.say({ msg: "run-end", run, ms: 10 });
  }
}

/** For tests: a page, by hand. */
export class HandPage {
  readonly inbox: Inbox<ServerMessage> = new Inbox();
  readonly socket: WebSocket;
  readonly closed: Promise<number>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`, { headers });
    this.socket.on("message", (data: Buffer) => {
      for (const message of parseServerMessages(data.toString())) this.inbox.put(message);
    });
    this.closed = new Promise((resolve) => this.socket.on("close", resolve));
  }

  async opened(): Promise<this> {
    await new Promise((resolve, reject) => this.socket.once("open", resolve).once("error", reject));
    return this;
  }

  say(message: ClientMessage): void {
    this.socket.send(printMessage(message));
  }

  next<Name extends ServerMessage["msg"]>(name: Name): Promise<ServerMessage & Named<ServerMessage, Name>> {
    return this.inbox.next(named<ServerMessage, Name>(name));
  }

  /** Says hello and waits for the welcome. */
  async hello(session: string, load: string, calls: { call: string; after: number }[] = []): Promise<string> {
    this.say({ msg: "hello", session, load, calls });
    return (await this.next("welcome")).session;
  }

  async leave(): Promise<void> {
    this.socket.terminate();
    await this.closed;
  }
}

/** For tests: 32 hexadecimal digits. */
export function randomId(): string {
  return randomBytes(16).toString("hex");
}

/** For tests: settings on a free port of this machine. */
function testSettings(filesFolder: string, limits: Partial<Limits> = {}): GatewaySettings {
  return {
    host: "127.0.0.1",
    ports: [0],
    pageFolder: join(filesFolder, "page"),
    filesFolder,
    instance: "instance",
    publicUrl: null,
    rootPath: "",
    trustProxy: false,
    staticFiles: {},
    maxFileSize: 1_000_000,
    limits: { ...defaultLimits, ...limits },
    observe: { monitor: { users: null }, publicMetrics: false, logCalls: false },
  };
}

/** For tests: what differs from an app of two functions on a free port. */
export interface TestGatewayOptions {
  readonly app?: AppDescription;
  readonly limits?: Partial<Limits>;
  readonly settings?: Partial<GatewaySettings>;
  readonly clock?: ManualClock;
  /** The files of the built page, by path. */
  readonly page?: Readonly<Record<string, string>>;
}

/** For tests: a running gateway, its clock and the functions' end. */
export class TestGateway implements AsyncDisposable {
  readonly clock: ManualClock;
  readonly lines: LogLine[] = [];
  readonly folder: string = mkdtempSync(join(tmpdir(), "gateway-test-"));
  readonly #pages: HandPage[] = [];
  #parts: { gateway: Gateway; runner: HandRunner } | null = null;

  private constructor(clock: ManualClock) {
    this.clock = clock;
  }

  static async start(options: TestGatewayOptions = {}): Promise<TestGateway> {
    const test = new TestGateway(options.clock ?? new ManualClock());
    const [gatewayEnd, runnerEnd] = directPair<ToRunner, FromRunner>();
    const runner = new HandRunner(runnerEnd);
    runner.say({ msg: "ready", description: options.app ?? describeTestApp() });
    const settings = { ...testSettings(test.folder, options.limits), ...options.settings };
    const log = (line: LogLine): void => void test.lines.push(line);
    for (const [name, content] of Object.entries(options.page ?? {})) {
      const path = join(settings.pageFolder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    }
    try {
      const gateway = await startGateway({ channel: gatewayEnd, settings, log }, { clock: test.clock, randomId });
      test.#parts = { gateway, runner };
    } catch (error) {
      rmSync(test.folder, { recursive: true, force: true });
      throw error;
    }
    return test;
  }

  get gateway(): Gateway {
    if (this.#parts === null) throw new Error("The gateway was not started.");
    return this.#parts.gateway;
  }

  get runner(): HandRunner {
    if (this.#parts === null) throw new Error("The gateway was not started.");
    return this.#parts.runner;
  }

  /** A page that has opened its socket. */
  async page(headers?: Record<string, string>): Promise<HandPage> {
    const page = new HandPage(this.gateway.url, headers);
    this.#pages.push(page);
    return page.opened();
  }

  /** A page that has said hello in a session of its own. */
  async visitor(): Promise<HandPage> {
    const page = await this.page();
    await page.hello(randomId(), randomId());
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const page of this.#pages) page.socket.terminate();
    await this.#end();
    rmSync(this.folder, { recursive: true, force: true });
  }

  async #end(): Promise<void> {
    const progress = { closed: false };
    const closing = this.gateway.close().finally(() => {
      progress.closed = true;
    });
    // The gateway waits by the clock that only we move.
    while (!progress.closed) {
      this.clock.advance(100);
      // oxlint-disable-next-line no-await-in-loop -- each turn lets sockets close
      await new Promise((resolve) => setImmediate(resolve));
    }
    await closing;
  }
}
