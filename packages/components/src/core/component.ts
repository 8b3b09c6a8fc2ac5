import type { JsonObject, JsonValue } from "@vitrine/protocol";
import type { ConversionContext } from "./files.ts";
import type { ValueTypes } from "./value-types.ts";

/** What can fire an event. `Data` is what the function finds in `context.event`. */
export interface Trigger<Data = null> {
  readonly kind: "trigger";
  readonly event: string;
  readonly $data?: Data;
}

/** Options that every component takes. */
export interface CommonProps {
  /** The value's name in the API: `[A-Za-z_][A-Za-z0-9_]*`. */
  readonly name?: string | undefined;
  /** The words above it; its name, spaced, where left out. */
  readonly label?: string | undefined;
  /** A line of help under the label. */
  readonly info?: string | undefined;
  /** What it begins with; it also fills in for what a caller leaves out. */
  readonly value?: unknown;
  /** Lets the value be empty, and the function then also receives null; false where left out. */
  readonly optional?: boolean | undefined;
  /** Whether it is on the page; true where left out. */
  readonly visible?: boolean | undefined;
  /** Whether a visitor can change it; as its place asks where left out. */
  readonly interactive?: boolean | undefined;
}

/** Where the runtime half of a component is kept, out of the way of its type. */
export const implementation: unique symbol = Symbol.for("vitrine.component");

/** The runtime half of a component. */
export interface Implementation {
  /** JSON Schema (2020-12) of the value on the wire; crosses to the gateway and checks calls before they wait. */
  readonly schema: JsonObject;
  /** The props for the page, by Gradio's names; without `name`, `label` and `value`, which the app fills in. */
  readonly wireProps: JsonObject;
  /** Whether the value never crosses the wire (State). */
  readonly hidden: boolean;
  /** Where in the wire value files may stand, as JSON pointers with `*` for every item: "" is the value itself. */
  readonly fileSlots: readonly string[];
  /** Whether `preprocess` decodes whole files, which is dear: where a look is enough, the files themselves are given. */
  readonly decodes: boolean;
  /** The names of the events that it can fire. */
  readonly events: readonly string[];
  /** The value to start with on the wire, or what to convert by `postprocess` to get it; undefined where there is none. */
  readonly initial: unknown;
  /** What the page shows and sends where there is no initial value (a Slider's `min`, false of a Checkbox); null for none. */
  readonly pageDefault: JsonValue;
  /** From the wire to what the function receives. The value has passed the schema. Throws `TypeError` for what it cannot be. */
  preprocess(wire: JsonValue, context: ConversionContext): unknown;
  /** From what the function gave to a fresh wire value (never an alias of what was given). Throws `TypeError` naming the value. */
  postprocess(given: unknown, context: ConversionContext): JsonValue | Promise<JsonValue>;
  /** The component with other options, for an update; throws as its factory does. Left out where nothing can be changed. */
  remake?(props: object): AnyComponent;
}

/** A declared component. Events are properties of it: `go.click`. `Events` maps an event's name to its data. */
export type Component<
  Kind extends string = string,
  Types extends ValueTypes = ValueTypes,
  Props = CommonProps,
  Events extends object = {},
> = {
  readonly kind: Kind;
  readonly props: Props;
  readonly $types?: Types;
  readonly [implementation]: Implementation;
} & { readonly [E in keyof Events]: Trigger<Events[E]> };

/** Any component. Not `props: any`: it would flow back through the contextual type and lose an inline component's name. */
export interface AnyComponent {
  readonly kind: string;
  readonly props: object;
  readonly $types?: ValueTypes;
  readonly [implementation]: Implementation;
}
