import { applyDiff, type CallMessage } from "@vitrine/protocol";
import type { CallState } from "./call-state.ts";

/**
 * What to do with a message of a call whose last seen event is `after`: use it, pass it over because it was seen, or ask
 * for what is missing before it. Full values need nothing before them.
 */
export function judgeMessage(message: CallMessage, after: number, hasValues: boolean): "use" | "seen" | "gap" {
  if (!("n" in message)) return "use";
  if (message.n <= after) return "seen";
  if (message.msg === "values") return "use";
  if (message.n > after + 1 || (message.msg === "edits" && !hasValues)) return "gap";
  return "use";
}

/** The state of a call after one more message; `now` is in milliseconds. */
export function followCall(state: CallState, message: CallMessage, now: number): CallState {
  switch (message.msg) {
    case "position": {
      const { rank, size, etaMs } = message;
      return state.phase === "running"
        ? state
        : { ...state, phase: "waiting", position: { rank, size, etaMs, at: now } };
    }
    case "progress":
      return { ...state, bars: message.bars };
    case "accepted":
      return { ...state, phase: "waiting" };
    case "started": {
      const { etaMs, generator } = message;
      return { ...state, phase: "running", position: null, startedAt: state.startedAt ?? now, etaMs, generator };
    }
    case "log":
      return state;
    case "values":
      return { ...state, phase: "running", startedAt: state.startedAt ?? now, values: message.values };
    case "edits": {
      const values = (state.values ?? []).map((value, index) => {
        const edits = message.edits[index];
        return edits?.length ? applyDiff(value, edits) : value;
      });
      return { ...state, phase: "running", values };
    }
    case "end": {
      const { status, error = null, ranMs } = message;
      return { ...state, phase: status, position: null, bars: [], error, ranMs };
    }
  }
}
