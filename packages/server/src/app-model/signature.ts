import type { AnyPort, Give, ReceivedFile, Receive, Resolve } from "@vitrine/components";
import type { BatchCallContext, CallContext } from "./call-context.ts";
import type { Keep, Update } from "./update.ts";

/** What `inputs` and `outputs` may be: one component, a list, or a record. */
export type Ports = AnyPort | readonly AnyPort[] | Readonly<Record<string, AnyPort>>;

/** What the function receives before its context. */
export type Arguments<I extends Ports> = I extends AnyPort
  ? [Receive<I>]
  : I extends readonly AnyPort[]
    ? { -readonly [K in keyof I]: Receive<I[K]> }
    : [{ [K in keyof I]: Receive<I[K]> }];

/** What a batched function receives before its contexts: an array for each input. */
export type BatchArguments<I extends Ports> = I extends AnyPort
  ? [Receive<I>[]]
  : I extends readonly AnyPort[]
    ? { -readonly [K in keyof I]: Receive<I[K]>[] }
    : [{ [K in keyof I]: Receive<I[K]>[] }];

/** A drawing as it was sent: the files of its parts, of which any may be missing. */
export interface DrawingFiles {
  readonly background: ReceivedFile | null;
  readonly layers: readonly ReceivedFile[];
  readonly composite: ReceivedFile | null;
}

/** What `cost` and `batchKey` see of an input: what the function receives, but pictures, sounds and drawings as files. */
type Glimpse<P> =
  Resolve<P> extends { readonly kind: "image" | "audio" }
    ? ReceivedFile | Extract<Receive<P>, null>
    : Resolve<P> extends { readonly kind: "sketchpad" }
      ? DrawingFiles | Extract<Receive<P>, null>
      : Receive<P>;

/** What `cost` and `batchKey` receive: the function's arguments before its context, with files that are not decoded. */
export type Glimpses<I extends Ports> = I extends AnyPort
  ? [Glimpse<I>]
  : I extends readonly AnyPort[]
    ? { -readonly [K in keyof I]: Glimpse<I[K]> }
    : [{ [K in keyof I]: Glimpse<I[K]> }];

// A returned `[a, b]` is a tuple only where the contextual type shows a mapped type outside any open conditional. Hence a
// union of three aliases, of which two become `never`.
type Single<P> = P extends AnyPort ? P : never;
type List<P> = P extends AnyPort ? never : P extends readonly AnyPort[] ? P : never;
type Keyed<P> = P extends AnyPort | readonly AnyPort[] ? never : P;

/** What may stand in an output's place: a value, null to clear it, `update(…)` or `keep`. */
export type Given<P> = Give<P> | null | Update<Give<P> | null> | Keep;
type GiveEach<L> = { readonly [K in keyof L]: Given<L[K]> };
type GiveSome<L> = { readonly [K in keyof L]?: Given<L[K]> };
type Column<P> = readonly (Given<P> | Error)[];
type ColumnEach<L> = { readonly [K in keyof L]: Column<L[K]> };
// Between two yields a call may have nothing new; at the end every call needs its value.
type PartialColumn<P> = readonly (Given<P> | Error | undefined)[];
type PartialColumnEach<L> = { readonly [K in keyof L]: PartialColumn<L[K]> };

/** What the function returns or yields. A record of outputs may leave keys out. */
export type Produced<O extends Ports> = Given<Single<O>> | GiveEach<List<O>> | GiveSome<Keyed<O>>;

/** What a batched function returns: an array for each output, with an `Error` for a call that failed alone. */
export type BatchProduced<O extends Ports> =
  | ([Single<O>] extends [never] ? never : Column<Single<O>>)
  | ColumnEach<List<O>>
  | ColumnEach<Keyed<O>>;

/** What a batched generator yields: as `BatchProduced`, with undefined for a call without news. */
export type BatchYielded<O extends Ports> =
  | ([Single<O>] extends [never] ? never : PartialColumn<Single<O>>)
  | PartialColumnEach<List<O>>
  | PartialColumnEach<Keyed<O>>;

type Nothing<O> = O extends readonly [] ? void : never;

/** The ways to give a `Result`: at once, later, or one `Yield` after another. */
export type Emits<Result, Yield = Result> =
  | Result
  | Promise<Result>
  | Generator<Yield, Result | void, void>
  | AsyncGenerator<Yield, Result | void, void>
  | AsyncIterable<Yield>;

/** A function between its inputs and outputs; its last argument is the context of the call. */
export type Fn<I extends Ports, O extends Ports, EventData = unknown> = (
  ...args: [...Arguments<I>, CallContext<EventData>]
) => Emits<Produced<O> | Nothing<O>>;

/** A function that serves many calls at once; its last argument is the list of their contexts. */
// Of two functions the compiler explains a mismatch by the first, by name: that is the plain one.
export type FnOfBatch<I extends Ports, O extends Ports> = (
  ...args: [...BatchArguments<I>, BatchCallContext[]]
) => Emits<BatchProduced<O>, BatchYielded<O>>;
