import { type AnyComponent, implementation } from "@vitrine/components";
import { TurnoverMap } from "../../collections/turnover-map.ts";

interface Changed {
  /** Every option that was changed, by its last value. */
  readonly props: object;
  /** null until somebody asks for a component that was changed elsewhere. */
  component: AnyComponent | null;
}

/** Components as functions have changed them for one session; others see them as they were declared. */
export class SessionComponents {
  readonly #sessions = new TurnoverMap<string, Map<number, Changed>>();

  /** The component that a session is shown; `declared` where nothing was changed. */
  read(session: string, id: number, declared: AnyComponent): AnyComponent {
    const changed = this.#sessions.get(session)?.get(id);
    if (changed === undefined) return declared;
    changed.component ??= declared[implementation].remake?.(changed.props) ?? declared;
    return changed.component;
  }

  /** Keeps what was changed; `component` is null where it was not made here. */
  write(session: string, id: number, props: object, component: AnyComponent | null): void {
    let changed = this.#sessions.get(session);
    if (changed === undefined) this.#sessions.set(session, (changed = new Map()));
    changed.set(id, { props: { ...changed.get(id)?.props, ...props }, component });
  }

  forget(session: string): void {
    this.#sessions.delete(session);
  }

  /** The changed options of every session. */
  *all(): Iterable<{ readonly session: string; readonly component: number; readonly props: object }> {
    for (const [session, components] of this.#sessions) {
      for (const [component, { props }] of components) yield { session, component, props };
    }
  }
}
