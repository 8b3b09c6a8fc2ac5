import { implementation, type AnyComponent, type CommonProps } from "@vitrine/components";
import type { LayoutConfig } from "@vitrine/protocol";
import type { ApiShape, HasApi } from "../app-model/api-types.ts";
import { App, partsOf, type AppParts } from "./app.ts";
import { checkOptions, type OptionTable } from "../base/check-options.ts";
import type {
  BoxDeclaration,
  ComponentDeclaration,
  ControlDeclaration,
  FunctionDeclaration,
} from "../app-model/declaration.ts";
import { unnamedInputs, type UnnamedInputs } from "../declaration/warn-unnamed.ts";
import { declareFunction, memberOf } from "../declaration/declare-function.ts";
import type { GroupMember } from "../options/groups.ts";
import { labelOf } from "../declaration/labels.ts";
import { checkChild, isComponent, isLayoutNode, type Child } from "./layout.ts";
import { nestParts } from "./nest.ts";
import { notYetOfBlocks } from "../options/not-yet.ts";
import { readListener, type AnyListener, type Control, type ReadListener } from "./on.ts";
import { filledText, text, wrong } from "../base/option-checks.ts";

type ApiOfEvent<K extends string, L> = L extends { readonly $endpoint?: infer E }
  ? { [P in `/${K}`]: Exclude<E, undefined> }
  : {};
type Union<U> = (U extends unknown ? (x: U) => void : never) extends (x: infer A) => void ? A : never;
type ApiOf<Events> = Union<{ [K in keyof Events & string]: ApiOfEvent<K, Events[K]> }[keyof Events & string]>;
type ApiOfApps<Apps> = Union<Apps extends readonly (infer A)[] ? (A extends HasApi ? A["$api"] : never) : never>;

/** The endpoints of a Blocks: those of its events, and those of its apps. */
export type BlocksApi<Events, Apps> = ApiOf<Events> &
  ([Apps] extends [readonly []] ? {} : ApiOfApps<Apps>) extends infer A extends ApiShape
  ? { [K in keyof A]: A[K] }
  : {};

/** All that declares a Blocks. */
export interface BlocksOptions<Events, Apps> {
  readonly title?: string | undefined;
  /** Markdown above the layout. */
  readonly description?: string | undefined;
  readonly layout: Child;
  /** Events by the names of their endpoints. */
  readonly events?: Events | undefined;
  /** Apps of the layout whose endpoints belong to this app's API; the others serve the page alone. */
  readonly apps?: Apps | undefined;
}

const anything = (): null => null;
const known: OptionTable = {
  title: filledText,
  description: text,
  layout: anything,
  events: (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? null
      : wrong("a record such as { greet: on(…) }", value),
  apps: (value) => (Array.isArray(value) ? null : wrong("a list of apps, such as [chat]", value)),
};

/** A page of any layout whose components fire functions. Throws a `TypeError` or a `RangeError` for what cannot work. */
export class Blocks<
  Events extends Record<string, AnyListener | Control> = {},
  const Apps extends readonly HasApi[] = readonly [],
> extends App {
  /** Types of the endpoints for a client; exists in types alone. */
  declare readonly $api: BlocksApi<Events, Apps>;

  constructor(options: BlocksOptions<Events, Apps>) {
    checkOptions("Blocks", options, { known, notYet: notYetOfBlocks });
    super(new BlocksBuilder(options).build());
  }
}

class BlocksBuilder {
  readonly #options: BlocksOptions<Record<string, unknown>, readonly unknown[]>;
  readonly #components: ComponentDeclaration[] = [];
  readonly #ids = new Map<AnyComponent, number>();
  readonly #states = new Set<AnyComponent>();
  readonly #boxes: BoxDeclaration[] = [];
  readonly #apps = new Map<unknown, string | null>();
  readonly #functions: FunctionDeclaration[] = [];
  readonly #controls: ControlDeclaration[] = [];
  readonly #members: GroupMember[] = [];
  readonly #unnamed: UnnamedInputs[] = [];
  readonly #names = new Map<AnyComponent, string>();
  #nextId = 1;
  #nextFunction = 1;

  constructor(options: BlocksOptions<Record<string, unknown>, readonly unknown[]>) {
    this.#options = options;
  }

  build(): AppParts {
    const { title = "Demo", description = null, layout, events = {}, apps = [] } = this.#options;
    const listeners = this.#readEvents(events);
    for (const { read } of listeners.values()) {
      for (const { component, key, isState } of [...(read?.inputs.ports ?? []), ...(read?.outputs.ports ?? [])]) {
        if (isState) this.#states.add(component);
        if (key !== null && !this.#names.has(component)) this.#names.set(component, key);
      }
    }
    const root = this.#place(checkChild("Blocks: layout", layout));
    for (const app of apps) {
      if (!this.#apps.has(app))
        throw new TypeError("Blocks: apps holds an app that is not in the layout; place it there.");
    }
    this.#declareEvents(events, listeners);
    this.#checkEndpoints();
    return {
      title,
      mode: "blocks",
      description,
      article: null,
      components: this.#components,
      functions: this.#functions,
      boxes: this.#boxes,
      controls: this.#controls,
      layout: { id: this.#nextId, children: [root] },
      interface: null,
      unnamed: this.#unnamed,
      members: this.#members,
    };
  }

  #place(child: Child): LayoutConfig {
    if (isComponent(child)) {
      if (this.#ids.has(child)) {
        throw new TypeError(`Blocks: ${nameOf(child)} is placed twice; make a second one for the second place.`);
      }
      return { id: this.#add(child), children: [] };
    }
    if (!isLayoutNode(child)) return this.#nest(child as unknown as App);
    const id = this.#nextId++;
    this.#boxes.push({ id, kind: child.kind, props: {} });
    return { id, children: child.children.map((inner) => this.#place(inner)) };
  }

  #add(component: AnyComponent): number {
    const id = this.#nextId++;
    const { name: own, label } = component.props as CommonProps;
    const name = own ?? this.#names.get(component) ?? null;
    const isHidden = component[implementation].hidden;
    this.#ids.set(component, id);
    this.#components.push({
      id,
      component,
      name: isHidden ? null : name,
      label: labelOf({ label, name, kind: component.kind }),
    });
    return id;
  }

  #nest(app: App): LayoutConfig {
    if (this.#apps.has(app))
      throw new TypeError("Blocks: one app is placed twice; make a second one for the second place.");
    this.#apps.set(app, null);
    const hasApi = (this.#options.apps ?? []).includes(app);
    const id = this.#nextId++;
    const parts = nestParts(partsOf(app), { components: id, functions: this.#nextFunction - 1, hasApi });
    this.#components.push(...parts.components);
    this.#functions.push(...parts.functions);
    this.#boxes.push(...parts.boxes);
    this.#controls.push(...parts.controls);
    this.#members.push(...parts.members);
    if (hasApi) this.#unnamed.push(...parts.unnamed);
    this.#nextId = parts.layout.id + 1;
    this.#nextFunction += parts.functions.length + parts.controls.length;
    if (parts.interface === null) return parts.layout.children[0]!;
    const { function: fn, ...labels } = parts.interface;
    this.#boxes.push({
      id,
      kind: "interface",
      props: {
        dependency: parts.functions.find((_, index) => partsOf(app).functions[index]!.id === fn)!.id,
        ...labels,
      },
    });
    return { id, children: parts.layout.children };
  }

  #readEvents(events: Readonly<Record<string, unknown>>): Map<unknown, ReadListener> {
    const found = new Map<unknown, ReadListener>();
    for (const [name, value] of Object.entries(events)) {
      if (!/^[A-Za-z_][A-Za-z0-9_-]*$/.test(name)) {
        throw new TypeError(
          `Blocks: ${JSON.stringify(name)} cannot be the name of an event; use letters, digits, _ and -, not starting with a digit.`,
        );
      }
      const listener = readListener(value);
      if (listener === null) throw new TypeError(`Blocks: events.${name} is no event; give on(…) or api(…).`);
      if (found.has(value)) throw new TypeError(`Blocks: events.${name} stands there under another name already.`);
      found.set(value, listener);
    }
    return found;
  }

  #declareEvents(events: Readonly<Record<string, unknown>>, listeners: ReadonlyMap<unknown, ReadListener>): void {
    const ids = new Map([...listeners.keys()].map((value) => [value, this.#nextFunction++]));
    const triggers = this.#triggers();
    for (const [name, value] of Object.entries(events)) {
      const { read, triggers: fired, cancels, triggerMode } = listeners.get(value)!;
      const id = ids.get(value)!;
      const label = `/${name}`;
      const targets = fired.map((trigger) => {
        const target = triggers.get(trigger);
        if (target === undefined && this.#isOfState(trigger)) {
          throw new TypeError(
            `Blocks: events.${name} waits for change of a State, which the page never sees; run the function at the event that changes the State.`,
          );
        }
        if (target === undefined) {
          throw new TypeError(
            `Blocks: events.${name} waits for ${trigger.event} of a component that is not in the layout; place it there.`,
          );
        }
        return [target, trigger.event] as const;
      });
      const cancelled = cancels.map((listener) => {
        const found = ids.get(listener);
        if (found === undefined || listeners.get(listener)?.read === null) {
          throw new TypeError(
            `Blocks: events.${name} cancels what is no event with a function of this app; put it into \`events\`.`,
          );
        }
        return found;
      });
      if (read === null) {
        this.#controls.push({ id, targets, cancels: cancelled });
        continue;
      }
      for (const { component, isState } of [...read.inputs.ports, ...read.outputs.ports]) {
        if (this.#ids.has(component)) continue;
        if (targets.length > 0 && !isState) {
          throw new TypeError(
            `Blocks: events.${name} uses ${nameOf(component)}, which is not in the layout; place it there, or use api(…).`,
          );
        }
        this.#add(component);
      }
      this.#unnamed.push(...unnamedInputs(read, label));
      this.#members.push(memberOf(id, read.options));
      this.#functions.push(
        declareFunction(read, {
          id,
          label,
          apiName: read.options.apiVisibility === "private" ? false : name,
          targets,
          cancels: cancelled,
          triggerMode,
          idOf: (component) => this.#ids.get(component)!,
        }),
      );
    }
  }

  /** Whether a trigger is one of a State that some event reads or writes. */
  #isOfState(trigger: unknown): boolean {
    return [...this.#ids.keys(), ...this.#states].some(
      (component) =>
        component[implementation].hidden && (component as unknown as Record<string, unknown>)["change"] === trigger,
    );
  }

  /** Whose each trigger is: a trigger is a property of its component. */
  #triggers(): Map<unknown, number> {
    return new Map(
      [...this.#ids].flatMap(([component, id]) =>
        component[implementation].hidden
          ? []
          : component[implementation].events.map(
              (event) => [(component as unknown as Record<string, unknown>)[event], id] as const,
            ),
      ),
    );
  }

  #checkEndpoints(): void {
    const taken = new Set<string>();
    for (const { apiName } of this.#functions) {
      if (apiName === false) continue;
      if (taken.has(apiName)) {
        throw new TypeError(
          `Blocks: two endpoints are named "${apiName}"; give one of them another name, an app by its apiName.`,
        );
      }
      taken.add(apiName);
    }
  }
}

function nameOf({ kind, props }: AnyComponent): string {
  const { name } = props as CommonProps;
  return name === undefined ? `a ${kind}` : `the component ${JSON.stringify(name)}`;
}
