import type { ServerResponse } from "node:http";

/** Ends the connection of a request whose answer failed: with a 500 where none has begun. */
export function breakOff(outgoing: ServerResponse): void {
  if (outgoing.headersSent || outgoing.destroyed) return void outgoing.destroy();
  const body = '{"detail":"Something went wrong in the server."}';
  const headers = { "content-type": "application/json", "content-length": body.length, connection: "close" };
  outgoing.writeHead(500, headers).end(body);
}
