import { createHmac, timingSafeEqual } from "node:crypto";

/** What stands for a name and a password: 64 hexadecimal digits, the same only under the same key. */
export function digestOf(key: string, user: string, password: string): string {
  return createHmac("sha256", key)
    .update(JSON.stringify([user, password]))
    .digest("hex");
}

/** Compares two digests in the same time whatever those of one length hold; one of them may be any text of a visitor. */
export function sameDigest(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  // In bytes: sixty-four characters beyond ASCII are more bytes than a digest of sixty-four.
  return left.length === right.length && timingSafeEqual(left, right);
}
