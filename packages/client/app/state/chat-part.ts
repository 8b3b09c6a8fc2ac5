import type { DependencyConfig, JsonValue } from "@vitrine/protocol";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { Page, PageStart } from "./actions.ts";
import { takeBack, type Turn } from "./chat-turns.ts";
import { Part } from "./part.ts";
import { tabStorage } from "./tab-storage.ts";

/** Ids of a chat's components. */
export interface ChatIds {
  readonly textbox: number;
  readonly chatbot: number;
}

/** The function of a chat: what is sent leaves the text box, and comes back where no answer began. */
export class ChatPart extends Part {
  readonly ids: ChatIds;
  /** What was said and is not yet part of the conversation; null where nothing is. Kept over a reload. */
  readonly said: StoreApi<string | null>;
  readonly #key: string;

  constructor(start: PageStart, page: Page, fn: DependencyConfig, ids: ChatIds) {
    super(start, page, fn, 0);
    this.ids = ids;
    this.#key = `vitrine:${new URL(".", document.baseURI).pathname}:${fn.id}:said`;
    const isRunning = this.store.getState().active !== null;
    this.said = createStore(() => (isRunning ? tabStorage.getItem(this.#key) : null));
    this.store.subscribe((now, before) => {
      if (before.active && !now.active) this.#ended();
    });
  }

  get turns(): readonly Turn[] {
    return (this.store.getState().values[this.ids.chatbot] ?? []) as readonly Turn[];
  }

  override submit(event?: JsonValue): void {
    const { active, values } = this.store.getState();
    if (this.#isBlank) return void this.#focusBox();
    super.submit(event);
    if (active || !this.store.getState().active) return;
    const text = values[this.ids.textbox];
    this.#keep(typeof text === "string" ? text : null);
    this.change(this.ids.textbox, "");
  }

  /** Sends a text as if it had been typed, unless an answer is under way. */
  say(text: string): void {
    if (this.store.getState().active) return;
    this.change(this.ids.textbox, text);
    this.event(this.ids.textbox, "submit");
  }

  /** Takes the last message and its answer out of the conversation; the message stands in the text box again. */
  undo(): void {
    const last = takeBack(this.turns);
    if (!last || this.store.getState().active) return;
    this.store.setState({ shown: null });
    this.change(this.ids.chatbot, last.before);
    this.change(this.ids.textbox, last.said);
  }

  /** Asks the last question again. */
  retry(): void {
    this.undo();
    super.runAgain();
  }

  /** After an error: what was sent stands in the text box, or in the conversation where its answer had begun. */
  override runAgain(): void {
    if (this.#isBoxEmpty) this.retry();
    else super.runAgain();
  }

  /** A message of blanks alone says nothing: it is not sent, and what was typed stays. */
  get #isBlank(): boolean {
    const { textbox } = this.ids;
    const text = this.store.getState().values[textbox] ?? "";
    return this.fn.inputs.includes(textbox) && typeof text === "string" && text.trim() === "";
  }

  async #focusBox(): Promise<void> {
    const part = await import("./focus-field.ts").catch(() => null);
    part?.focusField(this.ids.textbox);
  }

  get #isBoxEmpty(): boolean {
    return (this.store.getState().values[this.ids.textbox] ?? "") === "";
  }

  #ended(): void {
    const said = this.said.getState();
    const call = this.store.getState().shown?.call;
    if (said !== null && call?.phase !== "done" && !call?.values && this.#isBoxEmpty)
      this.change(this.ids.textbox, said);
    this.#keep(null);
  }

  #keep(said: string | null): void {
    this.said.setState(said, true);
    if (said === null) return tabStorage.removeItem(this.#key);
    try {
      tabStorage.setItem(this.#key, said);
    } catch {
      // What is too large to keep is not shown after a reload until its answer begins.
    }
  }
}
