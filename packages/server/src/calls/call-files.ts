import type { JsonValue } from "@vitrine/protocol";
import type { FileStore } from "../files/store.ts";
import type { StoredFile } from "../files/stored-file.ts";
import type { Call } from "./call.ts";
import { findFiles } from "../files/file-slots.ts";

/** Files that a function made are in the store from now on; with a login they are those of the call's user. */
export function adoptFiles(store: FileStore, files: readonly StoredFile[], call: Call | undefined): void {
  const made = files.map(({ ref }) => ref);
  for (const file of files) {
    store.adopt(file);
    // Where the store is full, none of them makes room for the next.
    store.hold([file.ref]);
  }
  store.letGo(made);
  const user = call?.session.visitor.caller.user ?? null;
  if (user !== null) store.give(made, user);
}

/** The files of a call's latest values stay while its log does. */
export function holdValues(store: FileStore, call: Call, values: readonly JsonValue[]): void {
  const held = store.hold(findFiles(values));
  store.letGo(call.valueFiles);
  call.valueFiles = held;
}

/** The files of a call that has ended stay while its tab does, which goes on showing them long after the log is forgotten. */
export function holdShown(store: FileStore, { session, fn, valueFiles }: Call): void {
  const before = session.shown?.get(fn.id);
  if (valueFiles.size === 0 && before === undefined) return;
  session.shown ??= new Map();
  session.shown.set(fn.id, store.hold(valueFiles));
  if (before !== undefined) store.letGo(before);
}
