/** The headers that let a page of another origin read an answer: everyone without credentials, the trusted with. */
export function corsHeaders(origin: string | null, trusted: boolean): Readonly<Record<string, string>> {
  if (origin === null) return {};
  if (!trusted) return { "access-control-allow-origin": "*" };
  return { "access-control-allow-origin": origin, "access-control-allow-credentials": "true", vary: "Origin" };
}

/** The answer to a browser that asks beforehand; `asked` are the headers that it wants to send. */
export function preflight(origin: string, trusted: boolean, asked: string | undefined): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(origin, trusted),
      "access-control-allow-methods": trusted ? "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS" : "GET, HEAD",
      "access-control-max-age": "600",
      ...(asked === undefined ? {} : { "access-control-allow-headers": asked }),
    },
  });
}
