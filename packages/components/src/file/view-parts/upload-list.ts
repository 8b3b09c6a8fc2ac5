import type { FileData } from "@vitrine/protocol";
import type { ViewFiles } from "../../view.ts";
import { changeSlot, heldFiles, heldSlots, isSettled, sameFiles, sendingSlot, type Slot } from "./slots.ts";

/** What an upload list is told by the view that shows it. */
export interface UploadOptions {
  /** The files that the value from outside refers to. */
  readonly value: readonly FileData[];
  /** Without it, a file that arrives takes the place of the one before. */
  readonly multiple: boolean;
  readonly files: ViewFiles;
  readonly onChange: (files: readonly FileData[]) => void;
  readonly onProblem: (message: string | null) => void;
}

/** The rows of a file input: what is held, what is on its way, what failed, in the order in which it was chosen. */
export class UploadList {
  #options: UploadOptions;
  #slots: readonly Slot[];
  /** What onChange was given last, and what came from outside last. */
  #told: readonly FileData[];
  #seen: readonly FileData[];
  #nextKey: number;
  readonly #sources = new Map<number, File>();
  readonly #running = new Map<number, AbortController>();
  readonly #listeners = new Set<() => void>();

  constructor(options: UploadOptions) {
    this.#options = options;
    this.#told = this.#seen = options.value;
    this.#slots = heldSlots(options.value, 0);
    this.#nextKey = options.value.length;
  }

  readonly slots = (): readonly Slot[] => this.#slots;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The file that a row which is not held is made from. */
  source(key: number): File | null {
    return this.#sources.get(key) ?? null;
  }

  /** Takes what the view was drawn with. A value from elsewhere (an example, Clear) takes the place of every row. */
  follow(options: UploadOptions): void {
    this.#options = options;
    const { value } = options;
    if (sameFiles(value, this.#seen)) return;
    this.#seen = value;
    if (sameFiles(value, this.#told)) return;
    this.stop();
    this.#told = value;
    this.#set(heldSlots(value, this.#nextKey));
    this.#nextKey += value.length;
  }

  /** Uploads files, each at once. */
  add(chosen: readonly File[]): void {
    if (!this.#options.multiple) for (const { key, state } of this.#slots) if (state !== "held") this.#drop(key);
    for (const file of chosen) {
      const key = this.#nextKey++;
      this.#sources.set(key, file);
      this.#set([...this.#slots, sendingSlot(key, file.name, file.size)]);
      void this.#send(key, file);
    }
  }

  /** Uploads a file that failed once more. */
  retry(key: number): void {
    const file = this.#sources.get(key);
    if (!file) return;
    this.#options.onProblem(null);
    this.#set(changeSlot(this.#slots, key, { state: "sending", sent: 0 }));
    void this.#send(key, file);
  }

  /** Takes rows out; uploads under way are stopped. */
  remove(keys: readonly number[]): void {
    for (const key of keys) this.#drop(key);
    this.#settle(this.#slots);
    this.#options.onProblem(null);
  }

  /** Stops every upload. */
  stop(): void {
    const running = [...this.#running.values()];
    this.#running.clear();
    this.#sources.clear();
    for (const controller of running) controller.abort();
  }

  async #send(key: number, file: File): Promise<void> {
    const controller = new AbortController();
    this.#running.set(key, controller);
    const isGone = (): boolean => this.#running.get(key) !== controller;
    const onProgress = (sent: number): void => {
      if (!isGone()) this.#set(changeSlot(this.#slots, key, { sent }));
    };
    try {
      const held = await this.#options.files.upload(file, file.name, onProgress, controller.signal);
      if (isGone()) return;
      this.#running.delete(key);
      this.#sources.delete(key);
      const kept = this.#options.multiple ? this.#slots : this.#slots.filter((slot) => slot.key === key);
      this.#settle(changeSlot(kept, key, { state: "held", held }));
    } catch (error) {
      if (isGone()) return;
      this.#running.delete(key);
      this.#settle(changeSlot(this.#slots, key, { state: "failed", sent: 0 }));
      this.#options.onProblem(
        error instanceof Error ? error.message : `${file.name} could not be uploaded. Try again.`,
      );
    }
  }

  #drop(key: number): void {
    this.#running.get(key)?.abort();
    this.#running.delete(key);
    this.#sources.delete(key);
    this.#set(this.#slots.filter((slot) => slot.key !== key));
  }

  #settle(slots: readonly Slot[]): void {
    this.#set(slots);
    const held = heldFiles(slots);
    if (!isSettled(slots) || sameFiles(held, this.#told)) return;
    this.#told = held;
    this.#options.onChange(held);
  }

  #set(slots: readonly Slot[]): void {
    this.#slots = slots;
    for (const listener of this.#listeners) listener();
  }
}
