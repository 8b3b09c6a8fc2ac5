import type { FunctionDeclaration } from "../app-model/declaration.ts";
import type { GroupMember } from "./groups.ts";
import { orNull, whole, wrong, type OptionCheck } from "../base/option-checks.ts";

/** What functions with one `concurrencyId` share. */
export interface ConcurrencyGroup {
  /** Calls at once; null is no limit. Where left out: what the functions say, else the default. */
  readonly limit?: number | null | undefined;
  /** Calls that may wait; one more is refused. null, the default, is no limit. */
  readonly maxSize?: number | null | undefined;
}

const checks = { limit: orNull(whole(1), "no limit"), maxSize: orNull(whole(0), "no limit") };

/** Takes a record of groups. */
export const concurrencyGroups: OptionCheck = (value) => {
  const example = "an object such as { gpu: { limit: 3, maxSize: 50 } }";
  if (!isRecord(value)) return wrong(example, value);
  for (const [id, group] of Object.entries(value)) {
    const keys = isRecord(group) ? Object.keys(group) : [];
    if (!isRecord(group) || keys.length === 0 || keys.some((key) => !Object.hasOwn(checks, key))) {
      return wrong(example, value);
    }
    for (const [name, check] of Object.entries(checks)) {
      const problem = group[name] === undefined ? null : check(group[name]);
      if (problem !== null) return { ...problem, text: `${id}.${name} ${problem.text}` };
    }
  }
  return null;
};

/** Refuses groups that no function is in, and limits that a function contradicts; throws a `TypeError` that names both. */
export function checkGroups(
  groups: Readonly<Record<string, ConcurrencyGroup>>,
  members: readonly GroupMember[],
  functions: readonly Pick<FunctionDeclaration, "id" | "label">[],
): void {
  for (const [id, { limit }] of Object.entries(groups)) {
    const inside = members.filter(({ concurrencyId }) => concurrencyId === id);
    if (inside.length === 0) {
      const name = JSON.stringify(id);
      throw new TypeError(
        `queue(): concurrencyGroups names ${name}, but no function is in that group; give one concurrencyId: ${name}, or leave the group out.`,
      );
    }
    if (limit === undefined) continue;
    for (const { id: fn, concurrencyLimit: own } of inside) {
      if (own === undefined || own === "default" || own === limit) continue;
      const label = functions.find((one) => one.id === fn)?.label ?? `function ${fn}`;
      throw new TypeError(
        `queue(): concurrencyGroups gives ${JSON.stringify(id)} the limit ${limit}, and ${label} says concurrencyLimit: ${own}; leave out the one at the function.`,
      );
    }
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
