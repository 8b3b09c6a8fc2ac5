import type { ChannelEnd } from "../channel/channel.ts";
import type { FromRunner, ToRunner } from "../channel/messages.ts";
import type { FileIndex } from "../files/file-index.ts";
import type { LogLine } from "../base/log-line.ts";
import type { GatewaySettings } from "../settings/gateway-settings.ts";
import type { AskLogin } from "../settings/login-settings.ts";

/** A gateway as the script's thread sees it, wherever it runs. */
export interface HostedGateway {
  readonly url: string;
  readonly port: number;
  /** See `Gateway.drain`. */
  drain(graceMs: number): Promise<void>;
  /** Closes the sockets and frees what the gateway runs on. */
  close(): Promise<void>;
  /** Tells the visitors that the script is about to end. Synchronous, at most 300 ms; nothing once the gateway is gone. */
  lastWords(why: string): void;
}

/** What a gateway is started with. */
export interface HostOptions {
  readonly settings: GatewaySettings;
  readonly log: (line: LogLine) => void;
  /** The files that are known by now; outlives a gateway that dies. */
  readonly files: FileIndex;
  /** Asks the app's own functions who somebody is. */
  readonly askLogin?: AskLogin | undefined;
  /** Is given the runner's end of the channel before the gateway listens. Its `refused` hears of messages that could not cross. */
  readonly join: (channel: ChannelEnd<FromRunner, ToRunner>) => RefusalListener;
  /** The gateway ended although nobody closed it. */
  readonly onDeath: (why: string) => void;
}

/** Whoever must know of messages that could not be cloned. */
export interface RefusalListener {
  refused(message: FromRunner, error: unknown): void;
}

/** Starts a gateway; rejects, with nothing left running, where it cannot listen. */
export type StartGateway = (options: HostOptions) => Promise<HostedGateway>;
