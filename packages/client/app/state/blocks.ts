import { holdsFiles } from "@vitrine/client";
import type { ComponentConfig, DependencyConfig, JsonValue } from "@vitrine/protocol";
import { createStore, type StoreApi } from "zustand/vanilla";
import { Page, type PageStart } from "./actions.ts";
import { ChatPart, type ChatIds } from "./chat-part.ts";
import { FunctionRuns } from "./function-runs.ts";
import { Part } from "./part.ts";
import type { PageState } from "./store.ts";

/** Events that come without anyone asking for a run. */
const quietEvents = /^(change|input|focus|blur)$/;

/** A page of several functions: which event of which component runs or stops which of them. */
export class Blocks extends Page {
  /** By component id: the function whose runs are told at it, the one that began last. */
  readonly fronts: StoreApi<Readonly<Record<number, Part>>> = createStore(() => ({}));
  readonly #runs: ReadonlyMap<number, FunctionRuns>;
  readonly #inputs: readonly number[];

  constructor(start: PageStart) {
    super(start);
    const { components, dependencies } = this.config;
    const own = dependencies.filter(({ backend_fn }) => backend_fn);
    this.#inputs = [...new Set(own.flatMap(({ inputs }) => inputs))];
    const chats = new Map(
      components.flatMap(({ type, props }) =>
        type === "chatinterface"
          ? [[Number(props["dependency"]), { textbox: Number(props["textbox"]), chatbot: Number(props["chatbot"]) }]]
          : [],
      ) as [number, ChatIds][],
    );
    const make = (fn: DependencyConfig, lane: number): Part => {
      const chat = chats.get(fn.id);
      return chat ? new ChatPart(start, this, fn, chat) : new Part(start, this, fn, lane);
    };
    this.#runs = new Map(
      own.map((fn) => [
        fn.id,
        new FunctionRuns(fn, {
          makeLane: (lane) => this.#show(make(fn, lane)),
          wasUsed: (lane) => Part.isLeft(fn.id, lane),
          began: (part) => this.#began(part),
        }),
      ]),
    );
    this.store.subscribe((now, before) => this.#compare(now, before));
  }

  override get inputs(): readonly ComponentConfig[] {
    return this.pick(this.#inputs);
  }

  /** A function of the page, by its id. */
  partOf(fn: number): Part {
    return this.#runs.get(fn)!.first;
  }

  override change(id: number, value: unknown): void {
    super.change(id, value);
    this.event(id, "input");
  }

  override event(id: number, name: string, data?: JsonValue): void {
    const waiting = this.config.dependencies.filter(({ targets }) =>
      targets.some(([target, event]) => target === id && event === name),
    );
    if (waiting.length === 0 || this.defer(() => this.event(id, name, data))) return;
    for (const { id: fn, cancels } of waiting) {
      for (const cancelled of cancels) this.#runs.get(cancelled)?.stop();
      this.#runs.get(fn)?.fire(data, quietEvents.test(name));
    }
  }

  #show(part: Part): Part {
    const told = this.fronts.getState();
    const fresh = part.fn.outputs.filter((id) => begunAt(part) > begunAt(told[id]));
    this.fronts.setState(Object.fromEntries(fresh.map((id) => [id, part])));
    return part;
  }

  #began(part: Part): void {
    this.fronts.setState(Object.fromEntries(part.fn.outputs.map((id) => [id, part])));
  }

  /** Fires `change` of what has another value than before, whoever gave it. */
  #compare({ values }: PageState, before: PageState): void {
    if (values === before.values) return;
    const watched = this.config.dependencies.flatMap(({ targets }) =>
      targets.flatMap(([id, event]) => (event === "change" && id !== null ? [id] : [])),
    );
    for (const id of new Set(watched)) if (!isSame(values[id], before.values[id])) this.event(id, "change");
  }
}

/** When a part's latest run began: what an earlier load of the page began is told of again. */
function begunAt(part: Part | undefined): number {
  if (!part) return -1;
  const { active, shown } = part.store.getState();
  return active ? Infinity : (shown?.submittedAt ?? 0);
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  return !holdsFiles(one) && !holdsFiles(other) && JSON.stringify(one) === JSON.stringify(other);
}
