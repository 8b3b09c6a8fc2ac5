import type { HeaderReader } from "./http-request.ts";

/** Whether a body is plain JSON: of the type that no page of another origin can send without asking first. */
export function isJson(headers: HeaderReader): boolean {
  return isPlain(headers) && /^application\/json\s*(?:;|$)/i.test(headers.get("content-type") ?? "");
}

/** Whether a body is a form that may carry files. */
export function isForm(headers: HeaderReader): boolean {
  return isPlain(headers) && /^multipart\/form-data\s*(?:;|$)/i.test(headers.get("content-type") ?? "");
}

// Nothing is unpacked: a few bytes could become gigabytes.
function isPlain(headers: HeaderReader): boolean {
  return /^(?:identity)?$/i.test(headers.get("content-encoding") ?? "");
}
