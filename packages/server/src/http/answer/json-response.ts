import { printJson, type JsonValue } from "@vitrine/protocol";

/** An answer in JSON that may hold what functions gave, which is told in whole characters. */
export function jsonResponse(value: JsonValue | object, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(printJson(value), { status, headers: { "content-type": "application/json", ...headers } });
}
