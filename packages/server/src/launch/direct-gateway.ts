import { directPair } from "../channel/direct.ts";
import type { FromRunner, ToRunner } from "../channel/messages.ts";
import { startGateway } from "../serve/open-server.ts";
import type { HostedGateway, HostOptions } from "./gateway-host.ts";

/** Starts the gateway on the script's own thread: for tests, and where the file of its thread is missing. */
export async function startDirectGateway({ settings, log, askLogin, join }: HostOptions): Promise<HostedGateway> {
  const [gatewayEnd, runnerEnd] = directPair<ToRunner, FromRunner>();
  try {
    join(runnerEnd);
    const gateway = await startGateway({ settings, channel: gatewayEnd, log, askLogin });
    return {
      url: gateway.url,
      port: gateway.port,
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
