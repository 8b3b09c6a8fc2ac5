/** Who asks from where, for what its page may read. */
export interface CorsCase {
  readonly origin: string | null;
  /** Whether pages of the origin may call. */
  readonly trusted: boolean;
  /** Whether pages of any origin may read what the app tells everyone. */
  readonly readable: boolean;
}

/**
 * The headers that let a page of another origin read an answer: the trusted with credentials, everyone else without, or
 * not at all.
 */
export function corsHeaders({ origin, trusted, readable }: CorsCase): Readonly<Record<string, string>> {
  if (origin === null) return {};
  if (!trusted) return readable ? { "access-control-allow-origin": "*" } : {};
  return { "access-control-allow-origin": origin, "access-control-allow-credentials": "true", vary: "Origin" };
}

/**
 * The answer to a browser that asks beforehand, with the headers of `corsHeaders`; `asked` are those that it wants to
 * send. To a foreign page no method and no header is allowed: it could send JSON otherwise, as POST itself needs no
 * permission.
 */
export function preflight(
  cors: Readonly<Record<string, string>>,
  trusted: boolean,
  asked: string | undefined,
): Response {
  const allowed = {
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-max-age": "600",
    ...(asked === undefined ? {} : { "access-control-allow-headers": asked }),
  };
  return new Response(null, { status: 204, headers: { ...cors, ...(trusted ? allowed : {}) } });
}
