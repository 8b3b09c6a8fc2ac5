/** What a function says about how many of its calls run at once. */
export interface GroupMember {
  readonly id: number;
  readonly concurrencyId: string | undefined;
  /** null is no limit; undefined and "default" are nothing written. */
  readonly concurrencyLimit: number | null | "default" | undefined;
  /** Whether it is outside all limits. */
  readonly unqueued?: boolean | undefined;
}

/** The group whose limit a function shares: its own unless it names one. */
export function groupOf(member: Pick<GroupMember, "id" | "concurrencyId" | "unqueued">): string {
  if (member.unqueued === true) return `unqueued ${member.id}`;
  return member.concurrencyId === undefined ? `function ${member.id}` : sharedGroup(member.concurrencyId);
}

/** The group of the functions with one `concurrencyId`. */
export function sharedGroup(concurrencyId: string): string {
  return `shared ${concurrencyId}`;
}

/** The limit of each group: the lowest that one of its functions wrote, else the default; null is no limit. */
export function resolveGroups(
  members: readonly GroupMember[],
  defaultLimit: number | null,
): Readonly<Record<string, number | null>> {
  const written = new Map<string, (number | null)[]>();
  for (const member of members) {
    const limits = written.get(groupOf(member)) ?? [];
    written.set(groupOf(member), limits);
    const limit = member.unqueued === true ? null : member.concurrencyLimit;
    if (limit !== undefined && limit !== "default") limits.push(limit);
  }
  return Object.fromEntries([...written].map(([group, limits]) => [group, lowest(limits, defaultLimit)]));
}

function lowest(limits: readonly (number | null)[], defaultLimit: number | null): number | null {
  if (limits.length === 0) return defaultLimit;
  const numbers = limits.filter((limit) => limit !== null);
  return numbers.length === 0 ? null : Math.min(...numbers);
}
