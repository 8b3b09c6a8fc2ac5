import type { RunCall } from "../channel/messages.ts";
import type { Call } from "./call.ts";

/** What the functions are told of a call, for a run or for a question. */
export function runCallOf({ id, attempt, session, input }: Call): RunCall {
  const { user, headers, query, address } = session.visitor.caller;
  return {
    call: id,
    attempt,
    caller: { session: session.hash, user, headers, query, address },
    data: input?.data ?? [],
    event: input?.event ?? null,
    files: input?.files ?? {},
  };
}
