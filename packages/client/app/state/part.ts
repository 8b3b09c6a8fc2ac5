import type { DependencyConfig, JsonValue } from "@vitrine/protocol";
import { Page, type PageStart } from "./actions.ts";
import { createPartStore } from "./part-store.ts";
import { isShown } from "./problems.ts";
import { tabStorage } from "./tab-storage.ts";

/** One function of a page, as a page of its own that shares the connection, the values and the messages. */
export class Part extends Page {
  readonly fn: DependencyConfig;
  readonly #page: Page;
  /** Whether its next problem leaves the focus where it is, as nobody asked for a run. */
  isQuiet = false;

  constructor(start: PageStart, page: Page, fn: DependencyConfig, lane: number) {
    super(start, { page, store: createPartStore(page.store, fn.inputs), fn, lane });
    this.fn = fn;
    this.#page = page;
  }

  /** The component that tells how a run stands: the first output that has room for it. */
  get teller(): number | null {
    if (this.fn.show_progress === "hidden") return null;
    return this.outputs.find((output) => isShown(output) && output.type !== "button")?.id ?? null;
  }

  override get isTold(): boolean {
    return this.teller !== null;
  }

  override change(id: number, value: unknown): void {
    this.#page.change(id, value);
  }

  override event(id: number, name: string, data?: JsonValue): void {
    super.event(id, name);
    this.#page.event(id, name, data);
  }

  override refuse(problems: Record<number, string | undefined>): void {
    if (!this.isQuiet) return super.refuse(problems);
    this.store.setState({ problems });
  }

  /** Whether an earlier load of the page left a run of this function in this lane. */
  static isLeft(fn: number, lane: number): boolean {
    const key = `vitrine:${new URL(".", document.baseURI).pathname}:${fn}:${lane}`;
    const saved = JSON.parse(tabStorage.getItem(key) ?? "null") as { readonly run?: unknown } | null;
    return (saved?.run ?? null) !== null;
  }

  /** Outputs stand where their author put them. */
  override reveal(): void {}

  override focusRun(): void {
    document.querySelector<HTMLElement>(`[data-function="${this.fn.id}"] .run`)?.focus({ preventScroll: true });
  }
}
