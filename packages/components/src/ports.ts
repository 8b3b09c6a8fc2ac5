import type { AnyComponent } from "./core/component.ts";
import type { Shortcut, Shortcuts } from "./shortcuts.ts";
import type { ValueTypes } from "./core/value-types.ts";

/** What may stand for an input or an output. */
export type AnyPort = AnyComponent | Shortcut;

/** The component that a port stands for. */
export type Resolve<P> = P extends Shortcut ? Shortcuts[P] : P;

/** The four types of a port's value. */
export type TypesOf<P> = Resolve<P> extends { readonly $types?: infer T } ? Exclude<T, undefined> : never;

type Pick4<P, K extends keyof ValueTypes> = TypesOf<P> extends infer T extends ValueTypes ? T[K] : never;

/** What the function receives. */
export type Receive<P> = Pick4<P, "receive">;

/** What the function may give. */
export type Give<P> = Pick4<P, "give">;

/** What a client may send. */
export type Send<P> = Pick4<P, "send">;

/** What a client reads. */
export type Read<P> = Pick4<P, "read">;
