import { isIPv4 } from "node:net";
import type { GuardedRequest } from "./guarded-request.ts";
import { countedAddress, plainAddress } from "./known-address.ts";
import { nearest } from "./nearest.ts";

/** What decides whose address a request comes from. */
export interface AddressSettings {
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
}

type Hops = Pick<GuardedRequest, "forwardedFor" | "forwardedHost" | "forwardedProto" | "forwarded" | "peer">;

/**
 * The address of a request, as functions are told it, and what limits of addresses count it by: null where it tells
 * nobody apart. It does not on this machine, nor where a proxy has sent headers that are not believed, nor where a proxy
 * is known to be there, and the other end of the connection lies in its own network.
 */
export function callerAddress(
  request: Hops,
  settings: AddressSettings,
): { readonly address: string; readonly counted: string | null } {
  const forwarded = settings.trustProxy ? plainAddress(nearest(request.forwardedFor) ?? "") : null;
  if (forwarded !== null) return { address: forwarded, counted: countedAddress(forwarded) };
  const address = plainAddress(request.peer) ?? request.peer;
  return { address, counted: isOfProxy(request, settings, address) ? null : countedAddress(address) };
}

/** Whether a request has forwarding headers that are not believed. */
export function isUntold(request: Hops, { trustProxy }: AddressSettings): boolean {
  if (trustProxy) return false;
  return (
    (request.forwardedFor ?? request.forwardedHost ?? request.forwardedProto ?? request.forwarded ?? null) !== null
  );
}

function isOfProxy(request: Hops, settings: AddressSettings, address: string): boolean {
  return isUntold(request, settings) || ((settings.trustProxy || settings.publicUrl !== null) && isPrivate(address));
}

function isPrivate(address: string): boolean {
  if (isIPv4(address)) {
    return /^(?:10|127|169\.254|192\.168|172\.(?:1[6-9]|2\d|3[01])|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\./.test(
      address,
    );
  }
  return /^(?:f[cd]|fe[89ab])/.test(address);
}
