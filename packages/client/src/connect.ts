import type { Config } from "@vitrine/protocol";
import { AppClient } from "./app-client.ts";
import { VitrineClientError } from "./client-error.ts";
import type { AnyApp, Client, TypedApp } from "./client-types.ts";
import { openConnection } from "./connection.ts";
import { endpointsOf } from "./endpoint.ts";
import { logIn } from "./login.ts";
import { newId } from "./new-id.ts";
import type { WebSocketClass } from "./socket.ts";
import { streamSocketClass } from "./stream-socket.ts";

/** How to connect. */
export interface ConnectOptions {
  /** User name and password, where the app has a login. */
  readonly auth?: readonly [string, string] | undefined;
  /** Closes the client. */
  readonly signal?: AbortSignal | undefined;
  /** What asks by plain HTTP; the platform's where left out. */
  readonly fetch?: typeof fetch | undefined;
  /** Headers of every request, such as those that a proxy wants. In a browser sockets cannot carry them. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /**
   * The class of sockets; where left out the platform's, and where that has none (Node 20) an event stream and POST.
   * Give that of the package `ws` to have sockets there.
   */
  readonly WebSocket?: (new (url: string, options?: any) => unknown) | undefined;
}

/**
 * Connects to an app: `connect<typeof demo>("http://127.0.0.1:7860")`. Rejects with a `VitrineClientError` where
 * nothing answers, where something else does, and where a login is missing or wrong.
 */
export async function connect<App extends TypedApp = AnyApp>(
  url: string | URL,
  options: ConnectOptions = {},
): Promise<Client<App>> {
  if (!URL.canParse(url)) {
    throw new VitrineClientError({
      code: "unreachable",
      message: `${JSON.stringify(String(url))} is no address; give one such as "http://127.0.0.1:7860".`,
    });
  }
  const { signal, auth } = options;
  signal?.throwIfAborted();
  const root = new URL(url).href.split(/[?#]/, 1)[0]!.replace(/\/?$/, "/");
  const given = options.fetch ?? fetch;
  // In a page of another origin the browser keeps the login's cookie, and sends it, only where it is asked to.
  const plain: typeof fetch = auth === undefined ? given : (to, init) => given(to, { credentials: "include", ...init });
  const cookies =
    auth === undefined
      ? {}
      : await reach(root, signal, () =>
          logIn(root, auth, (to, init) => plain(to, { ...init, signal: signal ?? null })),
        );
  const headers = { ...options.headers, ...cookies };
  const request = withHeaders(plain, headers);
  const config = await readConfig(root, request, signal);
  const connection = openConnection({
    url: root,
    session: newId(),
    load: newId(),
    fetch: request,
    WebSocket: socketClass(options.WebSocket, headers, request),
    maxMessage: config.vitrine.limits.socketMessage,
  });
  const client = new AppClient<App>({ connection, endpoints: endpointsOf(config), root });
  signal?.addEventListener("abort", () => client.close(), { once: true });
  return client;
}

async function readConfig(root: string, request: typeof fetch, signal: AbortSignal | undefined): Promise<Config> {
  const answer = await reach(root, signal, () =>
    request(`${root}config`, { headers: { accept: "application/json" }, signal: signal ?? null }),
  );
  if (answer.status === 401) {
    await answer.body?.cancel();
    const message = `The app at ${root} wants a login; give { auth: [user, password] }.`;
    throw new VitrineClientError({ code: "login", message });
  }
  const config = (await answer.json().catch(() => null)) as Partial<Config> | null;
  if (!answer.ok || config?.vitrine === undefined || config.dependencies === undefined) {
    const message = `What answers at ${root} is no Vitrine app (status ${answer.status}). Check the address.`;
    throw new VitrineClientError({ code: "not-an-app", message });
  }
  return config as Config;
}

async function reach<T>(root: string, signal: AbortSignal | undefined, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof VitrineClientError) throw error;
    const message = `Nothing answers at ${root}. Check the address, and that the app runs.`;
    throw new VitrineClientError({ code: "unreachable", message }, { cause: error });
  }
}

function withHeaders(plain: typeof fetch, headers: Readonly<Record<string, string>>): typeof fetch {
  if (Object.keys(headers).length === 0) return (...asked) => plain(...asked);
  return (url, init) => {
    const all = new Headers(init?.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return plain(url, { ...init, headers: all });
  };
}

function socketClass(
  given: ConnectOptions["WebSocket"],
  headers: Readonly<Record<string, string>>,
  request: typeof fetch,
): WebSocketClass {
  const Class = (given ?? (globalThis as { WebSocket?: unknown }).WebSocket) as
    | (new (url: string, options?: object) => InstanceType<WebSocketClass>)
    | undefined;
  if (Class === undefined) return streamSocketClass(request);
  if (Object.keys(headers).length === 0 || typeof document !== "undefined") return Class;
  // Both `ws` and Node's own take headers here.
  return class extends Class {
    constructor(url: string) {
      super(url, { headers });
    }
  };
}
