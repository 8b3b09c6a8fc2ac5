import { SessionComponents } from "./session-components.ts";

/** The State of every session: one value a component, kept by value, so that no function holds what is kept. */
export class SessionState {
  /** What functions have changed of components. */
  readonly components: SessionComponents = new SessionComponents();
  readonly #sessions = new Map<string, Map<number, unknown>>();

  /** A copy of what is kept; `make` gives the value that a session starts with. */
  read(session: string, component: number, make: () => unknown): unknown {
    let kept = this.#sessions.get(session);
    if (kept === undefined) this.#sessions.set(session, (kept = new Map()));
    if (!kept.has(component)) kept.set(component, structuredClone(make()));
    return structuredClone(kept.get(component));
  }

  /** Keeps a copy; the last write wins. Throws a `DataCloneError` for what cannot be copied. */
  write(session: string, component: number, value: unknown): void {
    const copy: unknown = structuredClone(value);
    let kept = this.#sessions.get(session);
    if (kept === undefined) this.#sessions.set(session, (kept = new Map()));
    kept.set(component, copy);
  }

  forget(sessions: readonly string[]): void {
    for (const session of sessions) {
      this.#sessions.delete(session);
      this.components.forget(session);
    }
  }

  /** How many sessions hold something. */
  get size(): number {
    return this.#sessions.size;
  }
}
