import type { Duplex } from "node:stream";

/** Answers a request for an upgrade with a status such as "404 Not Found", and closes. */
export function refuseUpgrade(stream: Duplex, status: string, text: string): void {
  const body = `${text}\n`;
  stream.end(
    `HTTP/1.1 ${status}\r\nContent-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
