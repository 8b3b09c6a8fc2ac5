import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

/** A proxy that adds headers on the way, as one does that speaks https to visitors. */
export interface HeaderRelay {
  readonly port: number;
  close(): Promise<void>;
}

/** Starts a proxy to a server on a free port of this machine, upgrades included. */
export async function startHeaderRelay(target: string, added: Readonly<Record<string, string>>): Promise<HeaderRelay> {
  const { hostname, port } = new URL(target);
  const forward = ({ method, url, headers }: IncomingMessage) =>
    request({ hostname, port, method, path: url, headers: { ...headers, ...added }, agent: false });
  const server = createServer((incoming, outgoing) => {
    const sent = forward(incoming);
    sent.on("response", (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    sent.on("error", () => outgoing.destroy());
    outgoing.on("close", () => sent.destroy());
    incoming.pipe(sent);
  });
  server.on("upgrade", (incoming, stream) => {
    const sent = forward(incoming);
    sent.on("upgrade", ({ headers }, upstream) => {
      stream.write(`HTTP/1.1 101 Switching Protocols\r\n${printHeaders(headers)}\r\n`);
      stream.pipe(upstream).pipe(stream);
      upstream.on("error", () => stream.destroy());
    });
    sent.on("response", () => stream.destroy());
    sent.on("error", () => stream.destroy());
    stream.on("error", () => sent.destroy());
    sent.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

function printHeaders(headers: IncomingHttpHeaders): string {
  return Object.entries(headers)
    .flatMap(([name, value]) => [value ?? []].flat().map((each) => `${name}: ${each}\r\n`))
    .join("");
}
