import { sameDigest } from "./digest.ts";

/** A user, and what stands for name and password. */
export interface UserDigest {
  readonly user: string;
  readonly digest: string;
}

/**
 * The user whose digest a name and a password have; null for none. Every one is compared, whatever was found already, so
 * that the time tells neither which fits nor whether there is such a name.
 */
export function fittingUser(
  known: readonly UserDigest[],
  given: string,
  same: (one: string, other: string) => boolean = sameDigest,
): string | null {
  let user: string | null = null;
  for (const each of known) if (same(each.digest, given)) user ??= each.user;
  return user;
}
