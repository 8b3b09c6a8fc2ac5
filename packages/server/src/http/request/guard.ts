import { callerAddress, type AddressSettings } from "./caller-address.ts";
import type { GuardedRequest } from "./guarded-request.ts";
import { nearest } from "./nearest.ts";
import { hostName, isGivenName, isLoopback, isOwnName, isUnspoofable, knowsNames } from "./own-names.ts";

/** What decides which requests are ours. */
export interface GuardSettings extends AddressSettings {
  /** The address that the server listens on. */
  readonly host: string;
  /** Names that the app is reached by, beside its public URL's. */
  readonly allowedHosts?: readonly string[] | undefined;
  /** Other origins whose pages may call. */
  readonly corsOrigins?: readonly string[] | undefined;
}

/** A request that may pass, or the text and status of its refusal. */
export type Verdict =
  | {
      readonly allowed: true;
      readonly address: string;
      /** What limits of addresses count it by; null where the address tells nobody apart. */
      readonly counted: string | null;
      readonly secure: boolean;
    }
  | { readonly allowed: false; readonly status: 403; readonly text: string };

const reading = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may pass: it must be for a Host that is ours (else a foreign page could reach the server by a name
 * that it points there), and what changes state must come from our own origin or from no browser at all.
 */
export function guardRequest(request: GuardedRequest, settings: GuardSettings): Verdict {
  if (!answersHost(request, settings)) {
    return refuse(hostRefusal(request, settings));
  }
  if (!reading.has(request.method) && !isTrustedOrigin(request, settings)) {
    return refuse(
      `Requests from the origin "${shorten(request.origin ?? "")}" are refused, because it is not this app's own. List ` +
        `it with launch({ cors: { origins: ["https://…"] } }) to let its pages call. If the app itself is reached there, set ` +
        `launch({ publicUrl: "https://…" }) or launch({ allowedHosts: ["…"] }), or let the proxy pass the visitor's Host on.`,
    );
  }
  const { address, counted } = callerAddress(request, settings);
  return { allowed: true, address, counted, secure: isSecure(request, settings) };
}

/** Whether pages of the request's origin may call: our own, a listed one, or one of this machine where we are. */
export function isTrustedOrigin(request: GuardedRequest, settings: GuardSettings): boolean {
  return request.origin === null || isOwnOrigin(request.origin, request, settings);
}

/**
 * Whether pages of any origin may read what the app tells everyone. Not of an app that this machine alone reaches: what
 * runs on somebody's own machine is nothing that the pages they visit should see.
 */
export function isReadableByAll({ host }: GuardedRequest, settings: GuardSettings): boolean {
  const { publicUrl } = settings;
  return (
    !isLoopback(settings.host) || !isLoopback(host) || (publicUrl !== null && !isLoopback(new URL(publicUrl).host))
  );
}

function answersHost(request: GuardedRequest, settings: GuardSettings): boolean {
  const forwarded = settings.trustProxy ? nearest(request.forwardedHost) : null;
  if (isOwnName(request.host, settings) && (forwarded === null || isOwnName(forwarded, settings))) return true;
  if (settings.allowedHosts?.includes("*") === true) return true;
  if (request.probe === true && reading.has(request.method) && isUnspoofable(request.host)) return true;
  if (knowsNames(settings)) return false;
  if (!isLoopback(settings.host)) return true;
  return settings.trustProxy && (request.forwardedFor ?? request.forwardedProto ?? request.forwardedHost) !== null;
}

// X-Forwarded-Host is no proof of a page's origin: a proxy that does not set it passes on what a visitor's page sent.
function isOwnOrigin(origin: string, { host }: GuardedRequest, settings: GuardSettings): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: place, port, origin: plain } = new URL(origin);
  if (protocol !== "http:" && protocol !== "https:") return false;
  if (settings.corsOrigins?.includes(plain) === true) return true;
  if (withoutDefaultPort(host.toLowerCase(), protocol) === place) return true;
  const { publicUrl } = settings;
  if (publicUrl !== null && withoutDefaultPort(new URL(publicUrl).host, protocol) === place) return true;
  // A name that stands for all below it may hold the pages of others.
  const names = settings.allowedHosts?.filter((name) => !/^[.*]/.test(name)) ?? [];
  if (port === "" && isGivenName(place, { ...settings, publicUrl: null, allowedHosts: names })) return true;
  return isLoopback(settings.host) && isLoopback(host) && isLoopback(place);
}

function withoutDefaultPort(host: string, protocol: string): string {
  return host.replace(protocol === "https:" ? /:443$/ : /:80$/, "");
}

function isSecure(request: GuardedRequest, settings: GuardSettings): boolean {
  const forwarded = settings.trustProxy ? nearest(request.forwardedProto) : null;
  if (forwarded !== null) return forwarded === "https";
  return request.encrypted === true || settings.publicUrl?.startsWith("https:") === true;
}

function hostRefusal(request: GuardedRequest, settings: GuardSettings): string {
  const forwarded = settings.trustProxy ? nearest(request.forwardedHost) : null;
  const host = forwarded !== null && isOwnName(request.host, settings) ? forwarded : request.host;
  // What is no name, or two of them, is not said back.
  const name = /^[\w.:[\]-]{1,255}$/.test(host) ? hostName(host) : null;
  return (
    `This app does not answer for ${name === null ? "such a Host" : `the host "${shorten(host)}"`}. If it is reached by ` +
    `that name, list it with launch({ allowedHosts: ["${shorten(name ?? "demo.example")}"] }) or set ` +
    `launch({ publicUrl: "https://…" }); behind a proxy that passes the visitor's Host and X-Forwarded headers on, trustProxy: true.`
  );
}

function refuse(text: string): Verdict {
  return { allowed: false, status: 403, text };
}

function shorten(text: string): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
