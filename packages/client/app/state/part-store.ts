import type { StoreApi } from "zustand/vanilla";
import { createStore } from "zustand/vanilla";
import type { PageState, PageStore } from "./store.ts";

type Own = Pick<PageState, "shown" | "active" | "isStoppable" | "refusals">;

const idle: Own = { shown: null, active: null, isStoppable: false, refusals: 0 };

/**
 * One function's view of a page's state: its runs are its own, all else is the page's. `inputs` are the ids of the
 * components whose problems it may take back.
 */
export function createPartStore(page: PageStore, inputs: readonly number[]): PageStore {
  const own = createStore<Own>(() => idle);
  const listeners = new Set<(now: PageState, before: PageState) => void>();
  let state: PageState = { ...page.getState(), ...idle };
  const first = state;
  const renew = (): void => {
    const before = state;
    state = { ...page.getState(), ...own.getState() };
    for (const listener of listeners) listener(state, before);
  };
  own.subscribe(renew);
  page.subscribe(renew);
  const setState = (change: Partial<PageState>): void => {
    const entries = Object.entries(change);
    const shared = Object.fromEntries(entries.filter(([key]) => !(key in idle))) as Partial<PageState>;
    const mine = Object.fromEntries(entries.filter(([key]) => key in idle)) as Partial<Own>;
    if (shared.problems) {
      const cleared = Object.fromEntries(inputs.map((id) => [id, undefined]));
      page.setState({ ...shared, problems: { ...page.getState().problems, ...cleared, ...shared.problems } });
    } else if (Object.keys(shared).length > 0) page.setState(shared);
    if (Object.keys(mine).length > 0) own.setState(mine);
  };
  return {
    setState: setState as StoreApi<PageState>["setState"],
    getState: () => state,
    getInitialState: () => first,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
