import type { GatewayContext } from "../../context/gateway-context.ts";
import { problem } from "./problem.ts";

/** Logs why a request failed by our fault, and gives the answer, which names the line of the log alone. */
export function failure(context: GatewayContext, error: unknown, simple: boolean): Response {
  const id = context.randomId().slice(0, 8);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  context.log({ level: "error", text: `A request failed (${id}): ${text}` });
  const message = `Something went wrong in the server (${id}).`;
  if (simple) return problem({ code: "failed", message, id });
  return Response.json({ detail: message }, { status: 500 });
}
