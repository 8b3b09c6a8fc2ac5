import type { NetworkInterfaceInfo } from "node:os";
import { renderUnicodeCompact } from "uqr";
import { isLoopback } from "../http/request/own-names.ts";
import { browserHost } from "../serve/listen.ts";

/** What decides how other machines reach an app. */
export interface ReachOptions {
  /** The address that is listened on. */
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | null;
  /** The addresses of this machine, as `os.networkInterfaces()` gives them. */
  readonly interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>;
  /** Whether a person looks at a terminal, who may point a phone at it. */
  readonly terminal: boolean;
}

/** What is printed below the app's URL for those on other machines; empty where the host is loopback. */
export function reachLines({ host, port, publicUrl, interfaces, terminal }: ReachOptions): string[] {
  if (isLoopback(host)) return [];
  const address = host === "0.0.0.0" || host === "::" ? lanAddress(interfaces) : host;
  const url = publicUrl ?? (address === null ? null : `http://${browserHost(address)}:${port}`);
  if (url === null) return [];
  const line = publicUrl === null ? `On this network: ${url}` : `Public address: ${url}`;
  return terminal ? [line, renderUnicodeCompact(url)] : [line];
}

// What containers and virtual machines talk by; no phone is there.
const inside = /^(?:docker|br-|veth|virbr|vmnet|vboxnet|cni|flannel|podman|utun|tun|tap|wg|tailscale|zt)/;

/** The address of this machine that others in its network most likely reach: IPv4 of a real interface, private ones first. */
export function lanAddress(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): string | null {
  const found = Object.entries(interfaces).flatMap(([name, infos = []]) =>
    infos
      .filter(({ family, internal }) => family === "IPv4" && !internal)
      .map(({ address }) => ({ address, rank: rankOf(name, address) })),
  );
  return found.toSorted((one, other) => one.rank - other.rank)[0]?.address ?? null;
}

function rankOf(name: string, address: string): number {
  // Given by the machine itself when nobody else gave one.
  if (address.startsWith("169.254.")) return 4;
  const isPrivate = /^(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))\./.test(address);
  return (inside.test(name) ? 2 : 0) + (isPrivate ? 0 : 1);
}
