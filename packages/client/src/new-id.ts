/** A new id of 128 random bits as 32 lower-case hexadecimal digits. Works on pages without TLS, where `randomUUID` does not exist. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
