import { PendingFile, type JsonValue } from "@vitrine/protocol";

/** JSON in which files that are not uploaded yet may stand. */
export type Sendable = JsonValue | Blob | PendingFile | readonly Sendable[] | { readonly [key: string]: Sendable };

/** Whether a value is a file that is not uploaded yet. */
export function isUnsentFile(value: unknown): value is Blob | PendingFile {
  return value instanceof Blob || value instanceof PendingFile;
}

/** Whether files that are not uploaded yet stand anywhere in a value. */
export function holdsFiles(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return isUnsentFile(value) || Object.values(value).some(holdsFiles);
}
