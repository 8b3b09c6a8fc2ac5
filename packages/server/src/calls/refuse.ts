import type { ErrorData } from "@vitrine/protocol";
import type { Listener } from "./listener.ts";

/** Ends a call that never began. It has no log: sent again, it is tried again. */
export function refuse(listener: Listener, call: string, error: ErrorData): void {
  listener.tell({ msg: "end", call, n: 0, status: "error", error, ranMs: 0 });
}
