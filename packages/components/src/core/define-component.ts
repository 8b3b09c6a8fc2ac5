import type { JsonObject, JsonValue } from "@vitrine/protocol";
import {
  type AnyComponent,
  type CommonProps,
  type Component,
  implementation,
  type Implementation,
  type Trigger,
} from "./component.ts";
import { explainUnknownOption, type renamed } from "../options/gradio-names.ts";
import { insteadOf } from "../options/not-yet.ts";
import { commonOptions, type OptionTable } from "../options/option-checks.ts";
import { showGiven } from "../options/show-given.ts";
import type { Nullable, ValueTypes } from "./value-types.ts";

/** The author's options with no others beside the known ones, and no text, list or function in their place. */
export type Exactly<P, Known> = P & { readonly [K in Exclude<keyof P, keyof Known> | OfNoOptions]?: Refused<K> };

/** What texts, lists and functions have. Never empty, so that the compiler also looks at what has nothing in common. */
type OfNoOptions = typeof Symbol.iterator | "apply";

/** What the compiler's message ends with. */
type Refused<K> = K extends OfNoOptions
  ? "Give an object of options, such as { label: … }"
  : K extends string
    ? `There is no option ${K}${Hint<K>}`
    : never;
type Hint<K extends string> = K extends keyof typeof renamed ? `: did you mean ${(typeof renamed)[K]}?` : "";

/** Makes components of one kind whose types do not depend on their options but for `optional`. */
export type Factory<Kind extends string, Types extends ValueTypes, Own extends object, Events extends object> = <
  const P extends CommonProps & Own,
>(
  props?: Exactly<P, CommonProps & Own>,
) => Component<Kind, Nullable<Types, P>, P, Events>;

/** What one component does; everything else has a default. */
interface Behaviour extends Pick<Implementation, "schema" | "preprocess" | "postprocess"> {
  readonly wireProps: JsonObject;
  readonly fileSlots?: readonly string[];
  readonly decodes?: boolean;
  readonly pageDefault?: JsonValue;
  /** Refuses an initial value at once: throws a `TypeError` whose message is the reason. */
  checkInitial?(value: unknown): void;
}

/** Refuses an option: says what is wrong with it and what to do. */
export type Refuse = (option: string, value: unknown, problem: string) => never;

/** A kind of component. */
export interface Definition<Props extends object> {
  /** The name on the wire, of the folder and of the view. */
  readonly kind: string;
  /** The name of the factory, for messages. */
  readonly word: string;
  /** Its own options; the common ones are added. */
  readonly options: OptionTable;
  readonly events: readonly string[];
  /** Called once a component, when each option by itself has been found good. */
  implement(props: CommonProps & Props, refuse: Refuse): Behaviour;
}

/** Makes a component; throws a `TypeError` that names the component, the option, the value and the remedy. */
export function makeComponent<Props extends object>(
  definition: Definition<Props>,
  given: object | undefined,
): AnyComponent {
  const props = given ?? {};
  const where = nameComponent(definition.word, props);
  const refuse: Refuse = (option, value, problem) => {
    throw new TypeError(`${where}: ${option} ${problem}, got ${showGiven(value)}.`);
  };
  checkOptions(where, props, definition, refuse);
  const { wireProps, ...behaviour } = definition.implement(props as CommonProps & Props, refuse);
  const { value } = props as CommonProps;
  if (value !== undefined && value !== null) checkInitial(where, behaviour, value);
  const half: Implementation = {
    schema: behaviour.schema,
    wireProps,
    hidden: false,
    fileSlots: behaviour.fileSlots ?? [],
    decodes: behaviour.decodes ?? false,
    events: definition.events,
    initial: value ?? undefined,
    pageDefault: behaviour.pageDefault ?? null,
    preprocess: behaviour.preprocess,
    postprocess: behaviour.postprocess,
    remake: (change) => makeComponent(definition, { ...props, ...change }),
  };
  const triggers = definition.events.map((event): [string, Trigger] => [event, { kind: "trigger", event }]);
  return { ...Object.fromEntries(triggers), kind: definition.kind, props, [implementation]: half };
}

/** Makes the factory of a kind whose types follow from `optional` alone. */
export function defineComponent<
  Kind extends string,
  Types extends ValueTypes,
  Own extends object,
  Events extends object,
>(definition: Definition<Own> & { readonly kind: Kind }): Factory<Kind, Types, Own, Events> {
  const factory = (props?: object): AnyComponent => makeComponent(definition, props);
  // So that a message on a factory that was not called can name it.
  Object.defineProperty(factory, "name", { value: definition.word });
  return factory as unknown as Factory<Kind, Types, Own, Events>;
}

function nameComponent(word: string, props: unknown): string {
  const name = typeof props === "object" && props !== null ? (props as CommonProps).name : undefined;
  return name === undefined ? word : `${word} ${showGiven(name)}`;
}

function checkOptions(
  where: string,
  props: unknown,
  { word, options }: Pick<Definition<object>, "word" | "options">,
  refuse: Refuse,
): void {
  const known: OptionTable = { ...commonOptions, ...options };
  if (typeof props !== "object" || props === null || Array.isArray(props)) {
    const example = /^(?:Markdown|HTML|Code)$/.test(word) ? "value" : "label";
    throw new TypeError(
      `${where}: the options must be an object such as { ${example}: "…" }, got ${showGiven(props)}.`,
    );
  }
  for (const [option, value] of Object.entries(props)) {
    const check = Object.hasOwn(known, option) ? known[option] : undefined;
    if (check === undefined) {
      throw new TypeError(explainUnknownOption(where, option, Object.keys(known), insteadOf(word, option)));
    }
    const problem = value === undefined ? null : check(value);
    if (problem !== null) refuse(option, value, problem);
  }
}

function checkInitial(where: string, behaviour: Pick<Behaviour, "checkInitial">, value: unknown): void {
  try {
    behaviour.checkInitial?.(value);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new TypeError(`${where}: the initial value cannot be used: ${error.message}`, { cause: error });
  }
}
