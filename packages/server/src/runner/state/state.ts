import type { AnyComponent } from "@vitrine/components";
import type { KeptChange } from "../../channel/messages.ts";
import { keptCopy } from "../../base/kept-copy.ts";
import { SessionComponents } from "./session-components.ts";
import { TurnoverMap } from "../../collections/turnover-map.ts";

/** The State of every session: one value a component, kept by value, so that no function holds what is kept. */
export class SessionState {
  readonly #components = new SessionComponents();
  readonly #sessions = new TurnoverMap<string, Map<number, unknown>>();
  #shared: ReadonlySet<number> = new Set();
  #tell: (change: KeptChange) => void = () => {};

  /**
   * From now on tells of every change of the components, whose ids are given, for functions that run in other threads;
   * first of all that is kept already.
   */
  share(components: ReadonlySet<number>, tell: (change: KeptChange) => void): void {
    this.#shared = components;
    this.#tell = tell;
    for (const [session, kept] of this.#sessions) {
      for (const [component, value] of kept) this.#told({ msg: "state", session, component, value });
    }
    for (const changed of this.#components.all()) this.#told({ msg: "component", ...changed });
  }

  /** Keeps what was changed in another thread, and tells nobody. */
  accept(change: KeptChange): void {
    const { session, component } = change;
    if (change.msg === "state") this.#keep(session, component, change.value);
    else this.#components.write(session, component, change.props, null);
  }

  /** A copy of what is kept; `make` gives the value that a session starts with. */
  read(session: string, component: number, make: () => unknown): unknown {
    if (this.#sessions.get(session)?.has(component) !== true) this.write(session, component, make());
    return structuredClone(this.#sessions.get(session)?.get(component));
  }

  /** Keeps a copy; the last write wins. Throws a `TypeError` that says what may be kept, for what cannot be copied. */
  write(session: string, component: number, value: unknown): void {
    const copy = keptCopy(value);
    this.#keep(session, component, copy);
    this.#told({ msg: "state", session, component, value: copy });
  }

  /** The component that a session is shown; `declared` where no function has changed it. */
  readComponent(session: string, id: number, declared: AnyComponent): AnyComponent {
    return this.#components.read(session, id, declared);
  }

  /** Keeps a component that a function has changed for a session by the options `props`. */
  writeComponent(session: string, id: number, props: object, component: AnyComponent): void {
    this.#components.write(session, id, props, component);
    this.#told({ msg: "component", session, component: id, props });
  }

  forget(sessions: readonly string[]): void {
    for (const session of sessions) {
      this.#sessions.delete(session);
      this.#components.forget(session);
    }
  }

  /** How many sessions hold something. */
  get size(): number {
    return this.#sessions.size;
  }

  #keep(session: string, component: number, value: unknown): void {
    let kept = this.#sessions.get(session);
    if (kept === undefined) this.#sessions.set(session, (kept = new Map()));
    kept.set(component, value);
  }

  #told(change: KeptChange): void {
    if (this.#shared.has(change.component)) this.#tell(change);
  }
}
