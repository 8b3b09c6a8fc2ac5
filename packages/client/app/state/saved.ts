import { hasEnded, holdsFiles, type CallState } from "@vitrine/client";
import type { AppMark, ComponentConfig, InitialValues, JsonObject, JsonValue } from "@vitrine/protocol";
import type { Run } from "../words/run-view.ts";

/** What a tab keeps over a reload. */
export interface Saved {
  /** The app that it was kept for. */
  readonly mark: AppMark;
  readonly inputs: readonly SavedInput[];
  /** Options that functions have changed. */
  readonly props: Readonly<Record<number, JsonObject>>;
  /** The run that goes on. */
  readonly run: { readonly call: string; readonly submittedAt: number; readonly startedAt: number | null } | null;
  /** The run that is shown and has ended. */
  readonly ended: EndedRun | null;
}

/** The value of an input, with what tells the input from others once the app has changed. */
export interface SavedInput {
  readonly id: number;
  readonly type: string;
  readonly name: string | null;
  readonly label: string;
  /** Whether it is another one than the page began with. */
  readonly isChanged: boolean;
  readonly value: JsonValue;
}

/** How a run ended, and what the outputs hold since: null where that is too large, and the server has to be asked. */
interface EndedRun extends Run {
  readonly outputs: Readonly<Record<number, JsonValue>> | null;
}

/** Letters of JSON that a tab keeps of the results of one function; browsers give a page about 5 million in all. */
const largestResult = 1_000_000;

/** Reads what was kept; null where there is nothing that can be read. */
export function readSaved(text: string | null): Saved | null {
  try {
    const saved = JSON.parse(text ?? "null") as Partial<Saved> | null;
    return saved?.mark && Array.isArray(saved.inputs) ? (saved as Saved) : null;
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

/** What to keep of the inputs. */
export function keepInputs(
  values: Readonly<Record<number, unknown>>,
  inputs: readonly ComponentConfig[],
  initial: InitialValues,
): SavedInput[] {
  const kept = keepable(values, inputs);
  return inputs.flatMap(({ id, type, props }) => {
    const value = kept[id];
    if (value === undefined || type === "state") return [];
    const isChanged = JSON.stringify(value) !== JSON.stringify(initial[id] ?? null);
    return [{ id, type, ...wordsOf(props), isChanged, value }];
  });
}

/** What the author calls an input. */
export function wordsOf(props: JsonObject): { readonly name: string | null; readonly label: string } {
  const { name, label } = props;
  return { name: typeof name === "string" ? name : null, label: typeof label === "string" ? label : "" };
}

/** What to keep of the run that is shown; null where none has ended, or where its problems stood at the inputs. */
export function keepEnded(shown: Run | null, outputs: Readonly<Record<number, JsonValue>>): EndedRun | null {
  if (!shown || !hasEnded(shown.call) || shown.call.error?.fields?.length) return null;
  const call: CallState = { ...shown.call, values: null, bars: [], position: null };
  return { ...shown, call, outputs: JSON.stringify(outputs).length <= largestResult ? outputs : null };
}
