import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { VitrineError } from "../base/errors.ts";

/** Listens on the first port that is free and gives it. Throws a `VitrineError` when none is, or the host is no address. */
export async function listenOnFirst(server: Server, host: string, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    // oxlint-disable-next-line no-await-in-loop -- the next port is tried only when this one is taken
    const failure = await tryPort(server, host, port);
    if (failure === null) return (server.address() as AddressInfo).port;
    if (failure.code !== "EADDRINUSE") throw cannotListen(failure, host, port);
  }
  const [first, last] = [ports[0] ?? 0, ports.at(-1) ?? 0];
  if (ports.length === 1) {
    throw new VitrineError(
      "failed",
      `Port ${first} on ${host} is taken by another program. End that program, or choose another port with launch({ port }).`,
    );
  }
  throw new VitrineError(
    "failed",
    `The ports ${first} to ${last} on ${host} are all taken. Choose one with launch({ port }).`,
  );
}

/** The host of a URL that a browser on this machine opens, for an address that is listened on. */
export function browserHost(address: string): string {
  if (address === "0.0.0.0") return "127.0.0.1";
  if (address === "::") return "[::1]";
  return address.includes(":") ? `[${address}]` : address;
}

function tryPort(server: Server, host: string, port: number): Promise<NodeJS.ErrnoException | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      server.off("listening", listening);
      resolve(error);
    };
    const listening = (): void => {
      server.off("error", failed);
      resolve(null);
    };
    server.once("error", failed);
    server.once("listening", listening);
    server.listen({ port, host, backlog: 4096 });
  });
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): VitrineError {
  const reason =
    error.code === "EACCES"
      ? "this user may not use that port; choose one above 1023 with launch({ port })"
      : error.code === "EADDRNOTAVAIL" || error.code === "ENOTFOUND"
        ? "this machine has no such address; correct launch({ host })"
        : error.message;
  return new VitrineError("failed", `Cannot listen on ${host}:${port}: ${reason}.`, { cause: error });
}
