import type { AnyComponent } from "@vitrine/components";

/** Components as functions have changed them for one session; others see them as they were declared. */
export class SessionComponents {
  readonly #sessions = new Map<string, Map<number, AnyComponent>>();

  /** The component that a session is shown; `declared` where nothing was changed. */
  read(session: string, id: number, declared: AnyComponent): AnyComponent {
    return this.#sessions.get(session)?.get(id) ?? declared;
  }

  write(session: string, id: number, component: AnyComponent): void {
    let changed = this.#sessions.get(session);
    if (changed === undefined) this.#sessions.set(session, (changed = new Map()));
    changed.set(id, component);
  }

  forget(session: string): void {
    this.#sessions.delete(session);
  }
}
