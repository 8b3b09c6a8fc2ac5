import { holdsFiles } from "@vitrine/client";
import type { Config, JsonObject, JsonValue } from "@vitrine/protocol";

/** What a tab keeps over a reload. */
export interface Saved {
  /** The components by id and kind: what is kept for another app is of no use. */
  readonly shape: string;
  readonly inputs: Readonly<Record<number, JsonValue>>;
  /** Options that functions have changed. */
  readonly props: Readonly<Record<number, JsonObject>>;
  readonly run: { readonly call: string; readonly submittedAt: number; readonly startedAt: number | null } | null;
}

/** What an app is made of, to tell one from another. */
export function shapeOf(config: Config): string {
  return config.components.map(({ id, type }) => `${id}:${type}`).join();
}

/** Reads what was kept; null where there is nothing, or nothing for this app. */
export function readSaved(text: string | null, shape: string): Saved | null {
  try {
    const saved = JSON.parse(text ?? "null") as Saved | null;
    return saved?.shape === shape ? saved : null;
  } catch {
    return null;
  }
}

/** The values that can be kept: what is only in memory (a drawing, a chosen file) is left out. */
export function keepable(values: Readonly<Record<number, unknown>>, ids: readonly number[]): Record<number, JsonValue> {
  const kept = ids.filter((id) => values[id] !== undefined && !holdsFiles(values[id]));
  return Object.fromEntries(kept.map((id) => [id, values[id] as JsonValue]));
}
