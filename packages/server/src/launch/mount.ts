import { directPair } from "../channel/direct.ts";
import type { FromRunner, ToRunner } from "../channel/messages.ts";
import type { AppDeclaration } from "../app-model/declaration.ts";
import { resolveMountOptions, type MountOptions } from "../options/mount-options.ts";
import { type GatewayEntry, startMountedGateway } from "../serve/open-server.ts";
import type { Mount } from "../settings/gateway-settings.ts";
import type { HostedGateway, HostOptions } from "./gateway-host.ts";
import { refuseThreads } from "../threads/plan-threads.ts";
import { monitorLine } from "./monitor-link.ts";
import { makeLog, startApp } from "./start-app.ts";

/** An app in a server of somebody else. */
export interface MountedApp extends GatewayEntry {
  /** Drains and ends it; the server goes on. */
  close(): Promise<void>;
}

/** How an app is mounted. */
export interface MountRequest {
  readonly declaration: AppDeclaration;
  readonly options: MountOptions;
  /** Where the error messages say that it was asked for. */
  readonly where: string;
  readonly upgrades: boolean;
  /** The address that the server listens on; asked for each request. */
  readonly host: () => string;
}

/**
 * Starts an app that is reached by somebody else's server, its gateway on this thread. The process stays the server's:
 * neither signals nor uncaught errors are taken. Rejects, with nothing left, for options that cannot work.
 */
export async function mountApp(request: MountRequest): Promise<MountedApp> {
  const { declaration, where, upgrades, host } = request;
  const { path, options } = resolveMountOptions(where, request.options, process.env);
  refuseThreads(where, declaration);
  const entries: GatewayEntry[] = [];
  const log = makeLog(options.quiet);
  const app = await startApp({
    declaration,
    options,
    threads: null,
    log,
    startGateway: (hosted) => startIn({ path, upgrades }, host, hosted, (entry) => entries.push(entry)),
  });
  if (app.monitorLink !== null) log({ level: "info", text: monitorLine(app.monitorLink) });
  const onExit = (code: number): void => app.lastWords(`The script ended with code ${code}.`);
  process.on("exit", onExit);
  return {
    ...entries[0]!,
    async close() {
      await app.close();
      process.off("exit", onExit);
    },
  };
}

async function startIn(
  mount: Mount,
  host: () => string,
  { settings, log, askLogin, join }: HostOptions,
  use: (entry: GatewayEntry) => void,
): Promise<HostedGateway> {
  const [gatewayEnd, runnerEnd] = directPair<ToRunner, FromRunner>();
  try {
    join(runnerEnd);
    const here = {
      ...settings,
      mount,
      get host() {
        return host();
      },
    };
    const { gateway, entry } = await startMountedGateway({ settings: here, channel: gatewayEnd, log, askLogin });
    use(entry);
    return {
      url: mount.path,
      port: 0,
      drain: (graceMs) => gateway.drain(graceMs),
      async close() {
        await gateway.close();
        gatewayEnd.close();
      },
      lastWords: (why) => gateway.abandon(why),
    };
  } catch (error) {
    gatewayEnd.close();
    throw error;
  }
}
