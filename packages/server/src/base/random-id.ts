import { randomFillSync } from "node:crypto";

const idBytes = 16;
// To ask for random bytes costs far more than to print them, so many are asked for at once.
const pool = Buffer.alloc(idBytes * 256);
let used = pool.length;

/** 32 hexadecimal digits, 128 random bits. */
export function randomId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const id = pool.toString("hex", used, used + idBytes);
  used += idBytes;
  return id;
}
