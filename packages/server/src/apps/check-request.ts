import { showValue } from "../base/show-value.ts";

/** Throws a `TypeError` for what `fetch()` cannot answer: no request, or one whose body was read. */
export function checkRequest(given: unknown): void {
  // One of another library is as good as the platform's.
  const { url, method, headers, bodyUsed } = (given ?? {}) as Partial<Request>;
  if (typeof url !== "string" || typeof method !== "string" || typeof headers?.get !== "function")
    throw new TypeError(`fetch() needs a Request, got ${showValue(given)}. In Hono that is c.req.raw.`);
  if (bodyUsed === true) {
    throw new TypeError(
      `fetch(): the body of ${method} ${new URL(url).pathname} was read already. Hand on request.clone(), or hand the request on before its body is read.`,
    );
  }
}
