import type { IncomingMessage, ServerResponse } from "node:http";
import type { Readable } from "node:stream";
import type { Visitor } from "../../context/visitor.ts";
import type { StreamRequest } from "../answer/event-stream.ts";

/** Headers by their lower-case names; null for one that was not sent. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** A request as the busiest routes see it, whichever way it came. */
export interface Asked {
  readonly body: Readable;
  readonly headers: HeaderReader;
  readonly visitor: () => Visitor;
  /** The address of the app as this caller reaches it, without a slash at the end. */
  readonly root: () => string;
  /** Node's response, where there is one. */
  readonly outgoing: ServerResponse | undefined;
  /** What an event stream that answers it is opened with. */
  readonly stream: () => StreamRequest;
}

/** A short answer of JSON. */
export interface Answer {
  readonly status: number;
  readonly json: string;
}

/** An answer in the web's own form. */
export function responseOf(answer: Answer | Response): Response {
  if (answer instanceof Response) return answer;
  return new Response(answer.json, { status: answer.status, headers: { "content-type": "application/json" } });
}

/** Sends an answer by Node's response, with these headers beside its own. */
export async function sendAnswer(
  outgoing: ServerResponse,
  answer: Answer | Response,
  more: Readonly<Record<string, string>>,
): Promise<void> {
  const plain = answer instanceof Response;
  const text = plain ? await answer.text() : answer.json;
  const type = plain ? Object.fromEntries(answer.headers) : { "content-type": "application/json" };
  outgoing.writeHead(answer.status, Object.assign({ "content-length": Buffer.byteLength(text) }, type, more));
  outgoing.end(text);
}

const secrets: ReadonlySet<string> = new Set(["cookie", "authorization", "proxy-authorization"]);

/** The headers that a function may know, as lines `name: value`: all but secrets, those that fit into `most` characters. */
export function headerLines(pairs: Iterable<readonly [string, string]>, most: number): string {
  let lines = "";
  for (const [name, value] of pairs) {
    if (!secrets.has(name) && lines.length + name.length + value.length + 3 <= most) lines += `${name}: ${value}\n`;
  }
  return lines;
}

/** As `headerLines`, of a request as Node has read it. */
export function rawHeaderLines({ rawHeaders }: IncomingMessage, most: number): string {
  let lines = "";
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    const value = rawHeaders[at + 1]!;
    if (!secrets.has(name) && lines.length + name.length + value.length + 3 <= most) lines += `${name}: ${value}\n`;
  }
  return lines;
}

/** The parameters of a query that fit into `most` characters. */
export function shortQuery(query: string, most: number): string {
  if (query.length <= most) return query;
  const end = query.lastIndexOf("&", most);
  return end === -1 ? "" : query.slice(0, end);
}

/** Characters that are kept of the headers of a page, as long as its session is known, and of a program. */
export const keptOfPage = 2048;
export const keptOfProgram = 8192;

/** Headers as Node has read them. */
export class NodeHeaders implements HeaderReader {
  readonly #headers: IncomingMessage["headers"];

  constructor({ headers }: IncomingMessage) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    const value = this.#headers[name];
    return typeof value === "string" ? value : null;
  }
}
