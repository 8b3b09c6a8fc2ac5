/** `unknown`, spelled out: primitives by name keep `() => "cat"` from widening. */
export type Value = string | number | bigint | boolean | symbol | null | undefined | object;

/** The four types of a component's value, because they differ. */
export interface ValueTypes {
  /** What a client may send. */
  send: Value;
  /** What the function receives. */
  receive: Value;
  /** What the function may give. */
  give: Value;
  /** What a client reads. */
  read: Value;
}

/** One type in all four places. */
export interface Same<T> {
  send: T;
  receive: T;
  give: T;
  read: T;
}

/** `optional: true` adds null to what is sent and received. */
export type Nullable<T extends ValueTypes, Props> = Props extends { optional: true }
  ? { send: T["send"] | null; receive: T["receive"] | null; give: T["give"]; read: T["read"] }
  : T;
