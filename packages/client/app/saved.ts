import { hasEnded, holdsFiles, type CallState } from "@vitrine/client";
import type { Config, JsonObject, JsonValue } from "@vitrine/protocol";
import type { Run } from "./run-view.ts";

/** What a tab keeps over a reload. */
export interface Saved {
  /** The components by id and kind: what is kept for another app is of no use. */
  readonly shape: string;
  readonly inputs: Readonly<Record<number, JsonValue>>;
  /** Options that functions have changed. */
  readonly props: Readonly<Record<number, JsonObject>>;
  /** The run that goes on. */
  readonly run: { readonly call: string; readonly submittedAt: number; readonly startedAt: number | null } | null;
  /** The run that is shown and has ended. */
  readonly ended: EndedRun | null;
}

/** How a run ended, and what the outputs hold since: null where that is too large, and the server has to be asked. */
interface EndedRun extends Run {
  readonly outputs: Readonly<Record<number, JsonValue>> | null;
}

/** Letters of JSON that a tab keeps of the results of one function; browsers give a page about 5 million in all. */
const largestResult = 1_000_000;

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

/** Keeps what can be kept in a tab's storage. */
export function writeSaved(storage: Pick<Storage, "setItem">, key: string, saved: Saved): void {
  // A result that finds no room must not take the inputs along.
  for (const part of [saved, { ...saved, ended: null }]) {
    try {
      return storage.setItem(key, JSON.stringify(part));
    } catch {
      // Values too large to keep are lost by a reload, as without keeping.
    }
  }
}

/** The components' values that can be kept: what is only in memory (a drawing, a chosen file) is left out. */
export function keepable(
  values: Readonly<Record<number, unknown>>,
  components: readonly { readonly id: number }[],
): Record<number, JsonValue> {
  const kept = components.filter(({ id }) => values[id] !== undefined && !holdsFiles(values[id]));
  return Object.fromEntries(kept.map(({ id }) => [id, values[id] as JsonValue]));
}

/** What to keep of the run that is shown; null where none has ended, or where its problems stood at the inputs. */
export function keepEnded(shown: Run | null, outputs: Readonly<Record<number, JsonValue>>): EndedRun | null {
  if (!shown || !hasEnded(shown.call) || shown.call.error?.fields?.length) return null;
  const call: CallState = { ...shown.call, values: null, bars: [], position: null };
  return { ...shown, call, outputs: JSON.stringify(outputs).length <= largestResult ? outputs : null };
}
