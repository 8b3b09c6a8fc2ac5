import type { CallLog, ConnectionStatus } from "@vitrine/client";
import type { InitialValues, JsonObject } from "@vitrine/protocol";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problems } from "./problems.ts";
import type { Run } from "../words/run-view.ts";

/** A message in the corner. */
export interface Toast {
  readonly id: number;
  readonly level: CallLog["level"] | "error";
  readonly title: string | null;
  readonly text: string;
  /** Milliseconds; null until closed. */
  readonly durationMs: number | null;
}

/** All that changes on the page. */
export interface PageState {
  /** By component id: JSON, or with files that are not uploaded yet. */
  readonly values: Readonly<Record<number, unknown>>;
  readonly problems: Problems;
  /** Options of components that a function has changed, by component id. */
  readonly props: Readonly<Record<number, JsonObject>>;
  /** The run that is shown; a new one takes its place once it is older than `quietMs` or at its end. */
  readonly shown: Run | null;
  /** The run that goes on; null when none does. */
  readonly active: Run | null;
  /** Whether the run goes on long enough to be stopped: the second click of a double click must not stop what the first began. */
  readonly isStoppable: boolean;
  readonly connection: ConnectionStatus;
  /** Whether the connection is away for so long that the visitor should know. */
  readonly offline: boolean;
  /** Whether the app that answers is no longer the one that the page shows. */
  readonly outdated: boolean;
  readonly toasts: readonly Toast[];
  /** How many times in a row the queue was full. */
  readonly refusals: number;
}

/** The page's one store. */
export type PageStore = StoreApi<PageState>;

/** Makes the store of a page that starts with these values. */
export function createPageStore(initial: InitialValues): PageStore {
  return createStore<PageState>(() => ({
    values: initial,
    problems: {},
    props: {},
    shown: null,
    active: null,
    isStoppable: false,
    connection: { state: "connecting", retryAt: null, problem: null },
    offline: false,
    outdated: false,
    toasts: [],
    refusals: 0,
  }));
}
