import { showValue } from "../base/show-value.ts";

/** Throws a `TypeError` for what `fetch()` cannot answer: no request, or one whose body was read or is being read. */
export function checkRequest(given: unknown): void {
  // One of another library is as good as the platform's.
  const request = (given ?? {}) as Partial<Request>;
  const { url, method, headers, bodyUsed } = request;
  if (typeof url !== "string" || typeof method !== "string" || typeof headers?.get !== "function")
    throw new TypeError(`fetch() needs a Request, got ${showValue(given)}. In Hono that is c.req.raw.`);
  if (!URL.canParse(url))
    throw new TypeError(`fetch() needs a whole URL such as http://localhost/config, got ${showValue(url)}.`);
  // Who only looks at the body of a GET makes other servers build it.
  const isLocked = method !== "GET" && method !== "HEAD" && request.body?.locked === true;
  if (bodyUsed === true || isLocked) {
    const whose = `${method} ${new URL(url).pathname}`;
    throw new TypeError(
      `fetch(): the body of ${whose} ${bodyUsed === true ? "was read already" : "is being read by another"}. Hand on request.clone(), or hand the request on before its body is read.`,
    );
  }
}
