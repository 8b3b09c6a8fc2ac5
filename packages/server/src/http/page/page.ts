import { brotliCompressSync, gzipSync } from "node:zlib";
import type { Config, InitialValues } from "@vitrine/protocol";
import type { Context } from "hono";
import { escapeHtml } from "../../base/escape-html.ts";
import { etagOf, type PageFile } from "./page-files.ts";

/** What the page is told before it asks. */
export interface PageStart {
  readonly config: Config;
  readonly initial: InitialValues;
}

/** Headers of every answer that a browser may show. */
export const pageHeaders: Readonly<Record<string, string>> = {
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; media-src 'self' data: blob:; " +
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'self'; form-action 'self'; " +
    "object-src 'none'",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
};

/** The page with its configuration in it; `basePath` is "" or "/app". */
export function renderPage(index: string, start: PageStart, basePath: string): PageFile {
  const data = `<script type="application/json" id="vitrine-config">${escapeScript(JSON.stringify(start))}</script>`;
  const base = basePath === "" ? "" : `<base href="${escapeHtml(basePath)}/" />`;
  const title = `<title>${escapeHtml(start.config.title)}</title>`;
  // Replaced by functions: a "$&" in somebody's title must not mean anything.
  const html = index
    .replace(/<head[^<>]*>/, (head) => head + base)
    .replace(/<title>[^<]*<\/title>/, () => title)
    .replace("</head>", () => `${data}</head>`);
  const plain = new Uint8Array(Buffer.from(html));
  return {
    type: "text/html; charset=utf-8",
    etag: etagOf(plain),
    immutable: false,
    plain,
    br: new Uint8Array(brotliCompressSync(plain)),
    gzip: new Uint8Array(gzipSync(plain)),
  };
}

/** The page of an app whose page was not built. */
export function missingPage(): Response {
  const text = "The page of this app is missing. In a checkout, build it with: npm run build\n";
  return new Response(text, { status: 503, headers: { ...pageHeaders, "content-type": "text/plain; charset=utf-8" } });
}

/** Answers with a file of the page, compressed as the browser allows. */
export function servePageFile(context: Context, file: PageFile): Response {
  const accepted = context.req.header("accept-encoding") ?? "";
  const encoding =
    file.br !== null && accepts(accepted, "br")
      ? "br"
      : file.gzip !== null && accepts(accepted, "gzip")
        ? "gzip"
        : null;
  const body = encoding === "br" ? file.br : encoding === "gzip" ? file.gzip : file.plain;
  const headers = new Headers({
    ...pageHeaders,
    "content-type": file.type,
    "cache-control": file.immutable ? "public, max-age=31536000, immutable" : "no-cache",
    etag: encoding === null ? file.etag : `${file.etag.slice(0, -1)}-${encoding}"`,
    vary: "accept-encoding",
  });
  const known = (context.req.header("if-none-match") ?? "").split(",").map((tag) => tag.trim().replace(/^W\//, ""));
  if (known.includes(headers.get("etag") ?? "")) return new Response(null, { status: 304, headers });
  if (encoding !== null) headers.set("content-encoding", encoding);
  headers.set("content-length", String(body?.byteLength ?? 0));
  return new Response(context.req.method === "HEAD" ? null : body, { headers });
}

function accepts(header: string, encoding: string): boolean {
  return header.split(",").some((part) => {
    const [name = "", ...parameters] = part.trim().split(";");
    return name.trim().toLowerCase() === encoding && !parameters.some((text) => /^\s*q=0(?:\.0*)?\s*$/.test(text));
  });
}

function escapeScript(json: string): string {
  return json.replaceAll("<", "\\u003c").replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029");
}
