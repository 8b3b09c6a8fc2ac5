import { createHmac, timingSafeEqual } from "node:crypto";

/** What stands for a name and a password: 64 hexadecimal digits, the same only under the same key. */
export function digestOf(key: string, user: string, password: string): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([user, password]))
    .digest("hex");
}

/** Compares two digests of one length in the same time whatever they hold. */
export function sameDigest(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
