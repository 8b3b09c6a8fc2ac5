/** Who is told when a signal aborts: one listener a signal, however many wait on it. */
export class AbortGroups<T> {
  readonly #groups = new Map<AbortSignal, { readonly members: Set<T>; readonly tell: () => void }>();
  readonly #abort: (member: T, reason: unknown) => void;

  constructor(abort: (member: T, reason: unknown) => void) {
    this.#abort = abort;
  }

  /** Tells this member when the signal aborts, until it leaves. */
  join(signal: AbortSignal, member: T): void {
    const group = this.#groups.get(signal) ?? this.#open(signal);
    group.members.add(member);
  }

  leave(signal: AbortSignal, member: T): void {
    const group = this.#groups.get(signal);
    if (group === undefined) return;
    group.members.delete(member);
    if (group.members.size > 0) return;
    this.#groups.delete(signal);
    signal.removeEventListener("abort", group.tell);
  }

  #open(signal: AbortSignal): { readonly members: Set<T>; readonly tell: () => void } {
    const members = new Set<T>();
    const tell = (): void => {
      this.#groups.delete(signal);
      for (const member of members) this.#abort(member, signal.reason);
    };
    const group = { members, tell };
    this.#groups.set(signal, group);
    signal.addEventListener("abort", tell, { once: true });
    return group;
  }
}
