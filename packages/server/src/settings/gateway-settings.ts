import type { LogLine } from "../base/log-line.ts";
import type { ChannelEnd } from "../channel/channel.ts";
import type { FromRunner, ToRunner } from "../channel/messages.ts";
import type { FileChange, KnownFile } from "../files/file-index.ts";
import type { AskLogin, LoginSettings } from "./login-settings.ts";
import type { Limits } from "../budgets/limits.ts";
import type { ObserveSettings } from "./observe-settings.ts";
import type { ThreadSettings } from "./thread-settings.ts";

/** What a gateway is started with. */
export interface GatewayOptions {
  readonly channel: ChannelEnd<ToRunner, FromRunner>;
  readonly settings: GatewaySettings;
  /** One line for the operator. */
  readonly log: (line: LogLine) => void;
  /** The files of a gateway that ended, whose folder this one has; nothing where there was none. */
  readonly knownFiles?: readonly KnownFile[] | undefined;
  /** Is told of every file that comes, changes hands, or goes. */
  readonly onFile?: ((change: FileChange) => void) | undefined;
  /** Asks the script who somebody is, where its own functions decide. */
  readonly askLogin?: AskLogin | undefined;
}

/** A place in a server of somebody else. */
export interface Mount {
  /** "" or `/demo`. */
  readonly path: string;
  /** Whether sockets can be opened at all; where not, pages take event streams. */
  readonly upgrades: boolean;
}

/** The settings of a gateway: data alone, so that they reach its thread. */
export interface GatewaySettings {
  readonly host: string;
  /** Tried in order until one is free; 0 lets the system choose. */
  readonly ports: readonly number[];
  /** Folder of the built page. */
  readonly pageFolder: string;
  /** Folder of the stored files; made anew for this app, removed at the end by who made it. */
  readonly filesFolder: string;
  /** Changes with every start of the app. */
  readonly instance: string;
  /** `https://demo.example/app`: how the world reaches the app. */
  readonly publicUrl: string | null;
  /** `/app`: the path under which a proxy serves the app. */
  readonly rootPath: string;
  /** Where a server of somebody else serves the app; nothing for a server of our own. */
  readonly mount?: Mount;
  /** Folders that are served as they are: real paths by their prefix. */
  readonly staticFiles: Readonly<Record<string, string>>;
  readonly trustProxy: boolean;
  /** Names that the app is reached by, beside its public URL's. */
  readonly allowedHosts?: readonly string[];
  /** Origins whose pages may show the app in a frame; null or nothing for the usual rule. */
  readonly frameAncestors?: readonly string[] | null;
  /** Other origins whose pages may call. */
  readonly corsOrigins?: readonly string[];
  /** Whether visitors are told the texts of all errors; false where left out. */
  readonly showError?: boolean;
  /** Bytes; null is no limit. */
  readonly maxFileSize: number | null;
  readonly limits: Limits;
  readonly observe: ObserveSettings;
  /** The worker threads of functions; nothing where none runs in one. */
  readonly threads?: ThreadSettings;
  /** How users are known; nothing for an app that is open to everyone. */
  readonly login?: LoginSettings;
}

/** A running gateway. */
export interface Gateway {
  /** `http://127.0.0.1:7860`, where it listens; the host is the one that a browser on this machine can open. */
  readonly url: string;
  readonly port: number;
  /** Refuses new calls, ends waiting ones, gives running ones `graceMs`, aborts them, waits 2 s more at most. */
  drain(graceMs: number): Promise<void>;
  /** Closes every socket with 1001 and stops listening. Idempotent. */
  close(): Promise<void>;
  /** The script is about to end: ends open calls as "crashed", tells the sockets (1012). Synchronous as far as it can be. */
  abandon(why: string): void;
}
