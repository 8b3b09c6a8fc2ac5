import type { Asks } from "./script-questions.ts";
import type { Visitor } from "../context/visitor.ts";

/** The visitor with the share that counts: at once where nobody needs to be asked. */
export type Identify = (visitor: Visitor) => Visitor | Promise<Visitor>;

const patienceMs = 5_000;

/**
 * Says whose share of the queue a visitor's calls take: where the app has a `callerOf` the script within 5 s, else, and
 * where it does not answer, what the visitor came with.
 */
export function callerDesk(asks: Asks, isAsked: boolean): { readonly identify: Identify } {
  const ask = async (visitor: Visitor): Promise<Visitor> => {
    const question = { about: "caller", request: visitor.caller } as const;
    const caller = (await asks.within(patienceMs, question, "callerOf"))?.caller;
    return caller === undefined ? visitor : { ...visitor, share: `named ${caller}` };
  };
  return { identify: (visitor) => (isAsked ? ask(visitor) : visitor) };
}
