import { newId } from "./new-id.ts";

/** What is kept for the tab; the browser's `sessionStorage` is one. */
export interface TabStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
}

/** The secrets that tell a tab and one load of its page from others. */
export interface Session {
  /** Kept as long as the tab, also over a reload. */
  readonly id: string;
  /** In memory alone, so that a copied tab has another one. */
  readonly load: string;
  /** Keeps another id, given by the server. */
  keep(id: string): void;
}

/** The session of a tab: the id that is kept under `key`, or a new one that is kept from now on. */
export function openSession(storage: TabStorage, key: string): Session {
  const keep = (id: string): void => {
    try {
      storage.setItem(key, id);
    } catch {
      // Storage that is full or forbidden costs resuming after a reload, nothing else.
    }
  };
  const kept = storage.getItem(key);
  const id = kept !== null && /^[0-9a-f]{32}$/.test(kept) ? kept : newId();
  keep(id);
  return { id, load: newId(), keep };
}
