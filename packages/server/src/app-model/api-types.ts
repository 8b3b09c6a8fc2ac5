import type { AnyPort, Read, Resolve, Send } from "@vitrine/components";
import type { Ports } from "./signature.ts";

type Hidden = { readonly kind: "state" };

type Visible<L extends readonly unknown[]> = L extends readonly [infer First, ...infer Rest]
  ? Resolve<First> extends Hidden
    ? Visible<Rest>
    : [First, ...Visible<Rest>]
  : [];

type SendEach<L extends readonly unknown[]> = { -readonly [K in keyof L]: Send<L[K]> };
type ReadEach<L extends readonly unknown[]> = { -readonly [K in keyof L]: Read<L[K]> };

type NameAt<C, Index extends string> = C extends { props: { name: infer Name extends string } }
  ? Name
  : `param_${Index}`;

type HasValue<C> = C extends { props: { value: infer V } }
  ? [V] extends [null | undefined]
    ? false
    : undefined extends V
      ? false
      : true
  : false;
/** What a page begins with without a `value`: a Slider at `min`, a Checkbox unticked, nothing chosen of several. */
type Begun =
  | { readonly kind: "slider" | "checkbox" | "checkboxgroup" | "colorpicker" | "chatbot" }
  | { readonly kind: "dropdown"; readonly props: { readonly multiple: true } };
type MayBeLeftOut<P, C = Resolve<P>> =
  HasValue<C> extends true ? true : C extends { props: { optional: true } } ? true : C extends Begun ? true : false;

type Named<L extends readonly unknown[]> = {
  [K in keyof L as K extends `${number}` ? (MayBeLeftOut<L[K]> extends true ? never : NameAt<L[K], K>) : never]: Send<
    L[K]
  >;
} & {
  [K in keyof L as K extends `${number}` ? (MayBeLeftOut<L[K]> extends true ? NameAt<L[K], K> : never) : never]?: Send<
    L[K]
  >;
};

type NamedRecord<R> = {
  -readonly [K in keyof R as Resolve<R[K]> extends Hidden ? never : MayBeLeftOut<R[K]> extends true ? never : K]: Send<
    R[K]
  >;
} & {
  -readonly [K in keyof R as Resolve<R[K]> extends Hidden ? never : MayBeLeftOut<R[K]> extends true ? K : never]?: Send<
    R[K]
  >;
};

type Flat<T> = { [K in keyof T]: T[K] } & {};

/** What a client sends: values by name, or in order where `inputs` is no record. Values with a default may be left out. */
export type ApiInput<I extends Ports> = I extends AnyPort
  ? Flat<Named<Visible<[I]>>> | SendEach<Visible<[I]>>
  : I extends readonly AnyPort[]
    ? Flat<Named<Visible<I>>> | SendEach<Visible<I>>
    : Flat<NamedRecord<I>>;

/** What a client reads: a tuple, or a record where `outputs` is one. State is left out. */
export type ApiOutput<O extends Ports> = O extends AnyPort
  ? ReadEach<Visible<[O]>>
  : O extends readonly AnyPort[]
    ? ReadEach<Visible<O>>
    : { -readonly [K in keyof O as Resolve<O[K]> extends Hidden ? never : K]: Read<O[K]> };

/** The types of one endpoint. */
export interface Endpoint<Input = unknown, Output = unknown> {
  input: Input;
  output: Output;
}

/** The endpoints of an app by path: `{ "/predict": … }`. */
export type ApiShape = Record<string, Endpoint>;

/** What tells a client the types of an app: `connect<typeof demo>(url)`. Exists in types alone. */
export interface HasApi {
  readonly $api: ApiShape;
}
