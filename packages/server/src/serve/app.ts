import type { IncomingMessage, ServerResponse } from "node:http";
import { alreadySent } from "../http/answer/already-sent.ts";
import { Hono, type Context } from "hono";
import type { Config } from "@vitrine/protocol";
import { openapiOf } from "../describe/openapi/openapi.ts";
import type { AppDescription } from "../app-model/description.ts";
import type { CallArchive } from "../calls/call-archive.ts";
import type { GatewayContext } from "../context/gateway-context.ts";
import { problem } from "../http/answer/problem.ts";
import type { SimpleRequests } from "../http/api/requests.ts";
import { simpleRoutes } from "../http/api/routes.ts";
import type { SimpleApi } from "../http/api/simple-api.ts";
import {
  type Asked,
  headerLines,
  keptOfPage,
  keptOfProgram,
  rawHeaderLines,
  shortQuery,
} from "../http/request/http-request.ts";
import type { CallerCookie } from "../http/request/caller-cookie.ts";
import { bodyOf } from "../http/request/body-of.ts";
import { corsHeaders, preflight } from "../http/answer/cors.ts";
import { fallbackRoutes, type FallbackRoutesOptions } from "../http/fallback/routes.ts";
import type { StreamRequest } from "../http/answer/event-stream.ts";
import { failure } from "../http/answer/failure.ts";
import { serveFile } from "../http/files/file.ts";
import { gradioRoutes } from "../http/gradio/routes.ts";
import type { GradioApi } from "../http/gradio/gradio-api.ts";
import type { BatchTuning } from "../observe/batch-tuning.ts";
import type { Monitor } from "../observe/monitor.ts";
import { openPaths, watchPaths } from "../http/login/gate.ts";
import type { GradioRequests } from "../http/gradio/requests.ts";
import { OpenAnswers } from "../http/login/open-answers.ts";
import { isOwnCall } from "../http/login/own-calls.ts";
import type { Login } from "../http/login/login.ts";
import type { Identity } from "../context/identity.ts";
import { loginRoutes } from "../http/login/routes.ts";
import { userRoutes } from "../http/login/user-routes.ts";
import { isHere, watchRoutes } from "../http/observe/watch-routes.ts";
import { frameSources, guardFrames, isFramed } from "../http/answer/frame-rules.ts";
import { guarded } from "../http/request/guarded.ts";
import { guardRequest, isReadableByAll, isTrustedOrigin, type Verdict } from "../http/request/guard.ts";
import { nothingThere } from "../http/page/nothing-there.ts";
import { routePath } from "../http/request/own-path.ts";
import { missingPage, pageHeaders, servePageFile } from "../http/page/page.ts";
import type { OriginNotices } from "../http/request/origin-notices.ts";
import type { PageFiles } from "../http/page/page-files.ts";
import { rootOf } from "../http/request/root-of.ts";
import { serveStatic } from "../http/files/static-files.ts";
import { fileOwner, receiveUpload, UploadError, uploadOptions } from "../http/files/upload.ts";
import { UserPages } from "../http/page/user-pages.ts";
import type { Visitor } from "../context/visitor.ts";
import { visitorOf } from "../http/request/read-visitor.ts";

/** What the HTTP app is made of. */
export interface HttpAppOptions {
  readonly context: GatewayContext;
  readonly notices: OriginNotices;
  readonly description: AppDescription;
  /** What the page and Gradio's clients are told of the app. */
  readonly config: Config;
  readonly page: PageFiles;
  readonly cookie: CallerCookie;
  /** Nothing where everyone may use the app. */
  readonly login: Login | null;
  /** Closes the connections of a login that was ended. */
  readonly logOut: (login: string) => void;
  readonly monitor: Monitor;
  readonly batches: BatchTuning;
  readonly gradio: { readonly api: GradioApi; readonly requests: GradioRequests };
  readonly simple: { readonly api: SimpleApi; readonly requests: SimpleRequests };
  readonly archive: CallArchive;
  /** Opens a page's connection that is no socket. */
  readonly open: FallbackRoutesOptions["open"];
  /** Says which tab uploaded files. */
  readonly isSession: (id: string) => boolean;
  readonly holdUploads: (session: string, references: readonly string[]) => void;
  /** Whether the server takes no new work. */
  readonly stopping: () => boolean;
}

/** Under Node the request as it came; nothing in tests that ask the app itself. */
interface Environment {
  Bindings: { readonly incoming?: IncomingMessage; readonly outgoing?: ServerResponse };
  Variables: {
    verdict: Extract<Verdict, { allowed: true }>;
    cors: Readonly<Record<string, string>>;
    identity: Identity | null;
  };
}

// Gradio hands files out under both.
const filePrefixes = ["/gradio_api/file=", "/gradio_api/file/"];

/** The routes of an app that are not its socket. */
export function createHttpApp(options: HttpAppOptions): Hono<Environment> {
  const { context, notices, description, config, page, cookie, login } = options;
  const { settings, store, answers } = context;
  const pages = new UserPages(page.index, (username) => ({
    config: { ...config, username },
    initial: description.initial,
    rootPath: settings.rootPath,
  }));
  // Compressed before the first visitor comes.
  if (login === null) pages.of(null);
  const openAnswers = new OpenAnswers();
  const app = new Hono<Environment>({
    getPath: (request) => routePath(request.url, settings),
  });

  app.use(async (c, next) => {
    const request = guarded(c);
    const trusted = isTrustedOrigin(request, settings);
    const verdict = guardRequest(request, settings);
    if (!verdict.allowed) {
      if (isSimple(c)) return problem({ code: "forbidden", message: verdict.text });
      return plainText(verdict.text, verdict.status);
    }
    notices.see(request);
    c.set("verdict", verdict);
    const { origin } = request;
    const isOpenToAll = login === null && isReadableByAll(request, settings);
    const cors = corsHeaders({ origin, trusted, readable: isOpenToAll });
    c.set("cors", cors);
    if (c.req.method === "OPTIONS" && origin !== null && c.req.header("access-control-request-method") !== undefined) {
      return preflight(cors, trusted, c.req.header("access-control-request-headers"));
    }
    const { path } = c.req;
    const isOpen =
      openPaths.includes(path) ||
      (watchPaths.includes(path) && (settings.observe.publicMetrics || isHere(c, settings)));
    const passed = login === null || isOpen ? null : await login.gate.pass(c, path, verdict);
    if (passed instanceof Response) c.res = passed;
    else if (passed !== null && !isOwnCall(path, passed.user, options.archive)) c.res = nothingThere();
    else {
      c.set("identity", passed);
      const byLogin = passed?.login ?? null;
      const { outgoing } = c.env ?? {};
      if (byLogin !== null && outgoing !== undefined) openAnswers.follow(byLogin, outgoing);
      await next();
      if (byLogin !== null && outgoing === undefined) c.res = openAnswers.followed(byLogin, c.res);
    }
    if (c.res === alreadySent) return undefined;
    const { headers } = c.res;
    for (const [name, value] of Object.entries(cors)) {
      if (name === "vary") headers.append(name, value);
      else headers.set(name, value);
    }
    guardFrames(headers, frameSources(settings, isOpenToAll));
    if (!headers.has("x-content-type-options")) headers.set("x-content-type-options", "nosniff");
    if (!headers.has("referrer-policy")) headers.set("referrer-policy", "same-origin");
    return undefined;
  });

  const reachedAt = (c: Context): string => {
    const { secure } = verdictOf(c);
    const host = c.req.header("host") ?? new URL(c.req.url).host;
    return rootOf({ host, forwardedHost: c.req.header("x-forwarded-host") ?? null, secure }, settings);
  };
  const verdictOf = (c: Context) => (c as Context<Environment>).get("verdict");
  const placeOf = (c: Context) => ({
    ...verdictOf(c),
    framed: isFramed(c.req.header("sec-fetch-dest"), settings),
  });
  const userOf = (c: Context): Identity | null => (c as Context<Environment>).get("identity") ?? null;

  // Before the page, which it may refuse to those who must not see the monitor.
  app.route("/", watchRoutes({ ...options, userOf: (c) => userOf(c)?.user ?? null, bodyOf }));

  app.get("/", (c) => {
    const index = pages.of(userOf(c)?.user ?? null);
    if (index === null) return missingPage();
    const response = servePageFile(c, index);
    if (cookie.read(c.req.header("cookie") ?? null) === null) {
      response.headers.append("set-cookie", cookie.print(context.randomId(), placeOf(c)));
    }
    return response;
  });

  app.get("/config", (c) => c.json({ ...config, username: userOf(c)?.user ?? null }));

  const openapi = openapiOf(description, { login: login !== null });
  for (const path of ["/openapi.json", "/gradio_api/openapi.json"]) {
    app.get(path, (c) => c.json({ ...openapi, servers: [{ url: reachedAt(c) }] }));
  }

  app.post("/gradio_api/upload", async (c) => {
    if (options.stopping()) return c.json({ detail: "The server is stopping. Try again in a moment." }, 503);
    try {
      const session = c.req.header("x-vitrine-session") ?? "";
      const owner = fileOwner(visitorFrom(c), options.isSession(session) ? session : null);
      const files = await receiveUpload(bodyOf(c), c.req.raw.headers, uploadOptions(context, owner));
      if (files.length === 0) {
        return c.json({ detail: "The form holds no file. Put files into the field “files”." }, 400);
      }
      const references = files.map(({ ref }) => ref);
      const user = userOf(c)?.user ?? null;
      if (user !== null) store.give(references, user);
      options.holdUploads(session, references);
      return c.json(references);
    } catch (error) {
      if (!(error instanceof UploadError)) throw error;
      return c.json({ detail: error.message }, error.status);
    }
  });

  const outgoingOf = (c: Context): ServerResponse | undefined => (c as Context<Environment>).env?.outgoing;
  const visitorFrom = (c: Context, kept: number = keptOfProgram): Visitor => {
    const incoming = (c as Context<Environment>).env?.incoming;
    return visitorOf(
      {
        cookie: c.req.header("cookie") ?? null,
        headers: incoming === undefined ? headerLines(c.req.raw.headers, kept) : rawHeaderLines(incoming, kept),
        query: shortQuery(new URL(c.req.url).search.slice(1), kept),
        address: verdictOf(c).address,
        counted: verdictOf(c).counted,
        identity: userOf(c),
      },
      cookie,
    );
  };
  const streamOf = (c: Context): StreamRequest => ({
    outgoing: outgoingOf(c),
    headers: { "referrer-policy": "same-origin", ...(c as Context<Environment>).get("cors") },
    headOnly: c.req.method === "HEAD",
    boundary: context.boundary,
    seat: context.streams.seat(verdictOf(c).counted),
  });
  const askedOf = (c: Context): Asked => ({
    body: bodyOf(c),
    headers: c.req.raw.headers,
    outgoing: outgoingOf(c),
    visitor: () => visitorFrom(c),
    root: () => reachedAt(c),
    stream: () => streamOf(c),
  });
  if (login !== null) {
    const { rootPath } = settings;
    const { title } = description;
    const { clock } = context;
    const logOut = (ended: string): void => {
      openAnswers.end(ended);
      options.logOut(ended);
    };
    app.route("/", loginRoutes({ ...login, clock, title, rootPath, bodyOf, peerOf: placeOf, end: logOut }));
  }
  app.route("/", userRoutes(userOf));
  app.route("/gradio_api", gradioRoutes({ ...options.gradio, context, description, askedOf }));
  app.route("/api", simpleRoutes({ ...options.simple, context, askedOf }));
  app.route(
    "/_vitrine",
    fallbackRoutes({ context, bodyOf, visitorOf: (c) => visitorFrom(c, keptOfPage), open: options.open, streamOf }),
  );

  app.get("*", (c) => {
    const { path } = c.req;
    const filePrefix = filePrefixes.find((prefix) => path.startsWith(prefix));
    if (filePrefix !== undefined)
      return serveFile(c, store.findFor(decode(path.slice(filePrefix.length)), userOf(c)?.user ?? null), {
        embeddable: login === null,
        answers,
      });
    const file = page.files.get(path.slice(1));
    if (file !== undefined) return servePageFile(c, file);
    return serveStatic(c, path, { folders: settings.staticFiles, answers }) ?? nothingThere();
  });

  app.notFound(nothingThere);
  app.onError((error, c) => {
    return failure(context, error, isSimple(c));
  });
  return app;
}

function isSimple(c: Context): boolean {
  return c.req.path.startsWith("/api/");
}

function plainText(text: string, status: number): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { ...pageHeaders, "content-type": "text/plain; charset=utf-8" },
  });
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return "";
  }
}
