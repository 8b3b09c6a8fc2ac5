/**
 * The headers that let a page of another origin read an answer: the trusted with credentials, everyone else without,
 * or not at all where there is a login.
 */
export function corsHeaders(origin: string | null, trusted: boolean, login: boolean): Readonly<Record<string, string>> {
  if (origin === null) return {};
  if (!trusted && login) return {};
  if (!trusted) return { "access-control-allow-origin": "*" };
  return { "access-control-allow-origin": origin, "access-control-allow-credentials": "true", vary: "Origin" };
}

/** The answer to a browser that asks beforehand, with the headers of `corsHeaders`; `asked` are those that it wants to send. */
export function preflight(
  cors: Readonly<Record<string, string>>,
  trusted: boolean,
  asked: string | undefined,
): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...cors,
      "access-control-allow-methods": trusted ? "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" : "GET, HEAD",
      "access-control-max-age": "600",
      ...(asked === undefined ? {} : { "access-control-allow-headers": asked }),
    },
  });
}
