import { connect } from "node:net";

/** An answer as it came over the wire. */
export interface RawAnswer {
  /** 0 where the server cut the line without a word. */
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends bytes as they are, which `fetch` would clean, and reads until the server closes. */
export function sendRaw(url: string, text: string | readonly (string | Buffer)[]): Promise<RawAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    for (const part of typeof text === "string" ? [text] : text) socket.write(part);
    socket.on("data", (chunk) => chunks.push(chunk));
    // A server that refuses a body cuts it off.
    socket.on("error", () => {});
    socket.on("close", () => {
      const answer = Buffer.concat(chunks).toString("latin1");
      const [head = "", ...rest] = answer.split("\r\n\r\n");
      resolve({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(head)?.[1] ?? 0), head, body: rest.join("\r\n\r\n") });
    });
  });
}

/** A request for a path that is sent as it is written. */
export function getRaw(url: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<RawAnswer> {
  const more = Object.entries({ host: new URL(url).host, connection: "close", ...headers });
  return sendRaw(url, `GET ${path} HTTP/1.1\r\n${more.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`);
}

/** A POST whose head announces what it likes. */
export function postRaw(
  url: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: readonly (string | Buffer)[],
): Promise<RawAnswer> {
  const more = Object.entries({ host: new URL(url).host, connection: "close", ...headers });
  const head = `POST ${path} HTTP/1.1\r\n${more.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
  return sendRaw(url, [head, ...body]);
}
