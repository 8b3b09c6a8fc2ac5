import type { UserDigest } from "./fitting-user.ts";

/** How an app knows its users; data alone, so that it reaches the gateway's thread. */
export interface LoginSettings {
  /** Who answers: the gateway by digests, or the script by a password or by a request. */
  readonly by:
    | { readonly kind: "digests"; readonly digests: readonly UserDigest[] }
    | { readonly kind: "callback" }
    | { readonly kind: "request" };
  /** Signs cookies and keys digests; 64 hexadecimal digits, fresh with every start. */
  readonly key: string;
  /** Differs between all apps of a host, whose cookies share a jar. */
  readonly cookieName: string;
  /** What the login page says above the fields; plain text, null for the usual words. */
  readonly message: string | null;
}

/** What the gateway asks the script. */
export type LoginQuestion =
  | { readonly by: "password"; readonly user: string; readonly password: string }
  | { readonly by: "request"; readonly headers: readonly (readonly [string, string])[]; readonly address: string };

/** The user, null for a refusal; or that the script's callback failed. */
export type LoginAnswer = { readonly user: string | null } | { readonly failed: true };

/** Asks the script; never rejects. */
export type AskLogin = (question: LoginQuestion) => Promise<LoginAnswer>;
