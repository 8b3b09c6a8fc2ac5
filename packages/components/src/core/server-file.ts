import { resolve } from "node:path";
import type { ServerFile } from "./files.ts";

// JSON and structured clones carry no symbols, so nothing that a visitor sends can pass for one.
const brand = Symbol.for("vitrine.serverFile");

/**
 * A file of this machine, for a function to give. A relative path starts at the working folder; the file must exist when
 * it is given, not before. Throws a `TypeError` for what is no path.
 */
export function serverFile(path: string): ServerFile {
  if (typeof path !== "string" || path === "") {
    throw new TypeError(
      `serverFile: the path must be a text that is not empty, got ${JSON.stringify(path) ?? "nothing"}.`,
    );
  }
  return Object.freeze({ [brand]: resolve(path) }) as unknown as ServerFile;
}

/** The absolute path behind a value that `serverFile` made; null for every other value. */
export function serverFilePath(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  const path = (value as { [brand]?: unknown })[brand];
  return typeof path === "string" ? path : null;
}
