/** What decides which requests are ours. */
export interface GuardSettings {
  /** The address that the server listens on. */
  readonly host: string;
  readonly publicUrl: string | null;
  readonly trustProxy: boolean;
  /** Other origins whose pages may call. */
  readonly corsOrigins?: readonly string[] | undefined;
}

/** What the guard reads of a request. */
export interface GuardedRequest {
  /** `GET`, `POST`, …; `UPGRADE` for a WebSocket. */
  readonly method: string;
  /** The Host header. */
  readonly host: string;
  readonly origin: string | null;
  readonly forwardedFor: string | null;
  readonly forwardedHost: string | null;
  readonly forwardedProto: string | null;
  /** Whether it came by https itself. */
  readonly encrypted?: boolean;
  /** The address of the other end of the connection. */
  readonly peer: string;
}

/** A request that may pass, or the text and status of its refusal. */
export type Verdict =
  | { readonly allowed: true; readonly address: string; readonly secure: boolean }
  | { readonly allowed: false; readonly status: 403; readonly text: string };

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may pass: it must be for a Host that is ours (else a foreign page could reach a loopback server by
 * a name that it points there), and what changes state must come from our own origin or from no browser at all.
 */
export function guardRequest(request: GuardedRequest, settings: GuardSettings): Verdict {
  const hosts = ownHosts(request, settings);
  if (isLoopback(settings.host) && !hosts.some((host) => isOwnHost(host, request, settings))) {
    return refuse(
      `This app does not answer for the host "${shorten(request.host)}". If that is its address behind a proxy, set ` +
        `launch({ publicUrl: "https://…" }), or trustProxy: true where the proxy sends X-Forwarded headers.`,
    );
  }
  if (!reading.has(request.method) && request.origin !== null && !isOwnOrigin(request.origin, hosts, settings)) {
    return refuse(
      `Requests from the origin "${shorten(request.origin)}" are refused, because it is not this app's own. List ` +
        `it with launch({ cors: { origins: ["https://…"] } }) to let its pages call; if the app itself is reached there, set launch({ publicUrl: "https://…" }), or trustProxy: true where the proxy sends X-Forwarded headers.`,
    );
  }
  return { allowed: true, address: addressOf(request, settings), secure: isSecure(request, settings) };
}

/** Whether pages of the request's origin may call: our own, a listed one, or one of this machine where we are. */
export function isTrustedOrigin(request: GuardedRequest, settings: GuardSettings): boolean {
  return request.origin === null || isOwnOrigin(request.origin, ownHosts(request, settings), settings);
}

/** Whether a name or address, with or without a port, means this machine alone. */
export function isLoopback(host: string): boolean {
  const name = hostName(host);
  return name === "localhost" || name.endsWith(".localhost") || name === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/** Whose share a call takes where nothing else tells callers apart: the address, of IPv6 the first 64 bits. */
export function addressShare(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const front = head === "" ? [] : head.split(":");
  const back = tail === undefined || tail === "" ? [] : tail.split(":");
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array.from({ length: gap }, () => "0"), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

function ownHosts(request: GuardedRequest, settings: GuardSettings): string[] {
  const forwarded = settings.trustProxy ? nearest(request.forwardedHost) : null;
  const open = settings.publicUrl === null ? null : new URL(settings.publicUrl).host;
  return [request.host, forwarded, open].filter((host) => host !== null).map((host) => host.toLowerCase());
}

// The public URL's own host says nothing about this request, so it only counts when the request names it.
function isOwnHost(host: string, request: GuardedRequest, settings: GuardSettings): boolean {
  const named = [
    request.host.toLowerCase(),
    settings.trustProxy ? nearest(request.forwardedHost)?.toLowerCase() : null,
  ];
  if (!named.includes(host)) return false;
  if (isLoopback(host)) return true;
  if (settings.publicUrl !== null && hostName(new URL(settings.publicUrl).host) === hostName(host)) return true;
  return settings.trustProxy && (request.forwardedFor ?? request.forwardedProto ?? request.forwardedHost) !== null;
}

function isOwnOrigin(origin: string, hosts: readonly string[], settings: GuardSettings): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host, origin: plain } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return false;
  if (settings.corsOrigins?.includes(plain) === true) return true;
  if (hosts.some((own) => withoutDefaultPort(own, protocol) === host)) return true;
  return isLoopback(settings.host) && isLoopback(host);
}

function withoutDefaultPort(host: string, protocol: string): string {
  return host.replace(protocol === "https:" ? /:443$/ : /:80$/, "");
}

function addressOf(request: GuardedRequest, settings: GuardSettings): string {
  const forwarded = settings.trustProxy ? nearest(request.forwardedFor) : null;
  if (forwarded === null && !request.peer.includes(":")) return request.peer;
  return (forwarded ?? request.peer).replace(/^::ffff:(?=\d+\.)/, "").replace(/^\[(.*)\](?::\d+)?$/, "$1");
}

function isSecure(request: GuardedRequest, settings: GuardSettings): boolean {
  const forwarded = settings.trustProxy ? nearest(request.forwardedProto) : null;
  if (forwarded !== null) return forwarded === "https";
  return request.encrypted === true || settings.publicUrl?.startsWith("https:") === true;
}

// Each hop appends what it saw, so only the last entry is the nearest hop's own word.
function nearest(header: string | null): string | null {
  const last = header?.split(",").at(-1)?.trim();
  return last === undefined || last === "" ? null : last;
}

function hostName(host: string): string {
  const name = host.toLowerCase();
  if (name === "::1") return "[::1]";
  return name.replace(/:\d+$/, "").replace(/(?<=[^.])\.$/, "");
}

function refuse(text: string): Verdict {
  return { allowed: false, status: 403, text };
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
