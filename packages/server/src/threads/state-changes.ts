import type { KeptChange } from "../channel/messages.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/**
 * What the functions of all threads have kept for each session, as far as functions in worker threads need it, so that
 * these get it along with a call and never wait for the script's own thread.
 */
export class KeptChanges {
  readonly #sessions = new TurnoverMap<string, Map<string, KeptChange>>();

  /** The last value of a State wins; changed options of a component add up. */
  add(change: KeptChange): void {
    const { session, component } = change;
    let kept = this.#sessions.get(session);
    if (kept === undefined) this.#sessions.set(session, (kept = new Map()));
    const key = `${change.msg} ${component}`;
    const before = kept.get(key);
    const isMore = change.msg === "component" && before?.msg === "component";
    kept.set(key, isMore ? { ...change, props: { ...before.props, ...change.props } } : change);
  }

  /** What is kept for a session. */
  of(session: string): readonly KeptChange[] {
    return [...(this.#sessions.get(session)?.values() ?? [])];
  }

  forget(sessions: readonly string[]): void {
    for (const session of sessions) this.#sessions.delete(session);
  }
}
