import type { Server } from "node:http";
import { AddressCount } from "../budgets/address-count.ts";
import type { GatewaySettings } from "../settings/gateway-settings.ts";
import { countedAddress } from "../http/request/known-address.ts";

/** Whether whoever connects is the visitor, and no proxy or server in between. */
export function isDirect({ trustProxy, mount }: GatewaySettings): boolean {
  return !trustProxy && mount === undefined;
}

/** Lets no more connections in than there may be: all together, and of one address where that is the visitor's. */
export function limitConnections(server: Server, settings: GatewaySettings): void {
  const { connections, addressConnections } = settings.limits;
  if (connections !== null) server.maxConnections = connections;
  if (!isDirect(settings) || addressConnections === null) return;
  const count = new AddressCount(addressConnections);
  server.prependListener("connection", (socket) => {
    const address = countedAddress(socket.remoteAddress ?? "");
    if (address === null) return;
    if (count.open(address)) socket.once("close", () => count.close(address));
    else socket.destroy();
  });
}
