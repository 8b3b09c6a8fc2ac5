import type { ClientMessage } from "@vitrine/protocol";
import type { DisconnectRule } from "../app-model/description.ts";

/** A call as its client asks for it. */
export type NewCall = Omit<Extract<ClientMessage, { msg: "call" }>, "msg">;

/** What a way of calling says where the function does not. */
export interface CallRules {
  /** What happens once nobody listens. */
  readonly disconnect: DisconnectRule;
  /** How long a call waits for its first listener, in milliseconds; for ever where left out. */
  readonly unheardMs?: number;
}
