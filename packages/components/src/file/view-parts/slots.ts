import type { FileData } from "@vitrine/protocol";

/** One row of a file input: a file that the server holds, one on its way, or one that did not get there. */
export interface Slot {
  /** Tells rows apart for as long as the view lives. */
  readonly key: number;
  readonly name: string;
  /** Bytes; null where it is not known. */
  readonly size: number | null;
  readonly state: "held" | "sending" | "failed";
  /** Bytes sent. */
  readonly sent: number;
  /** The reference, once the server holds the file. */
  readonly held: FileData | null;
}

/** Rows for files that the server holds already, with keys from `firstKey` on. */
export function heldSlots(files: readonly FileData[], firstKey: number): readonly Slot[] {
  return files.map((held, index) => ({
    key: firstKey + index,
    name: fileName(held),
    size: held.size ?? null,
    state: "held",
    sent: 0,
    held,
  }));
}

/** A row for a file whose upload begins. */
export function sendingSlot(key: number, name: string, size: number): Slot {
  return { key, name, size, state: "sending", sent: 0, held: null };
}

/** The rows with one of them changed; the same rows where there is none with that key. */
export function changeSlot(slots: readonly Slot[], key: number, change: Partial<Slot>): readonly Slot[] {
  return slots.map((slot) => (slot.key === key ? { ...slot, ...change } : slot));
}

/** The references of the rows that the server holds, in their order. */
export function heldFiles(slots: readonly Slot[]): readonly FileData[] {
  return slots.flatMap(({ held }) => held ?? []);
}

/** Whether no upload is under way: only then is the value told, so that no call gets half of what was chosen. */
export function isSettled(slots: readonly Slot[]): boolean {
  return slots.every(({ state }) => state !== "sending");
}

/** Whether two lists refer to the same files in the same order. */
export function sameFiles(some: readonly FileData[], others: readonly FileData[]): boolean {
  return some.length === others.length && some.every(({ path }, index) => path === others[index]?.path);
}

/** The name to show for a file: its own, or the last part of its reference. */
export function fileName(file: FileData): string {
  return file.orig_name ?? file.path.split("/").at(-1) ?? "file";
}

/** How much of a file was sent, 0 to 100, whole. */
export function percentSent({ sent, size }: Slot): number {
  return size ? Math.min(100, Math.floor((100 * sent) / size)) : 0;
}
