import type { Cancellation } from "./cancellation.ts";
import { type Deferred, deferred } from "../base/deferred.ts";

/** A function of an app as it is called: arguments in, a result of any style out. */
export type UserFunction = (...args: never[]) => unknown;

/** What came of a function, one at a time. */
type Step =
  /** One of possibly many values. */
  | { readonly kind: "yield"; readonly value: unknown }
  /** The last value: what a plain function or a generator returned; undefined for nothing. */
  | { readonly kind: "return"; readonly value: unknown; readonly generated: boolean }
  /** The signal was aborted before the function ended by itself. */
  | { readonly kind: "aborted" };

/** One run of a function. */
export interface Invocation {
  /**
   * The next step, at once where the function did not wait for anything; not to be asked again after `return`, `aborted` or
   * a rejection. Rejects with what the function threw.
   */
  next(): Step | Promise<Step>;
  /** Stops a generator before its end; does what an abort of the signal does. */
  stop(): void;
  /** Settles, never rejects, when the function has really ended, which can be long after an abort. */
  readonly ended: Promise<void>;
}

/** Takes a synchronous part of a function, which holds the thread until it gives way; must call it. */
export type Turn = <T>(part: () => T) => T;

type AnyIterator = Iterator<unknown, unknown, undefined> | AsyncIterator<unknown, unknown, undefined>;

/**
 * Prepares a call of a function of any style: sync, async, generator, async generator, or one that gives (a promise
 * of) an `AsyncIterable`. It is called at the first `next()`. An abort is answered at once, even while the function
 * does not react to it; a generator then gets `return()`, and what is thrown after that is dropped.
 */
export function invoke(
  fn: UserFunction,
  args: readonly unknown[],
  cancellation: Cancellation,
  turn: Turn = (part) => part(),
): Invocation {
  return new RunningFunction(fn, args, cancellation, turn);
}

const aborted: Step = { kind: "aborted" };
const over = Promise.resolve();

class RunningFunction implements Invocation {
  readonly #fn: UserFunction;
  readonly #args: readonly unknown[];
  readonly #turn: Turn;
  readonly #cancellation: Cancellation;
  #end: Deferred<void> | null = null;
  #iterator: AnyIterator | null = null;
  #started = false;
  #finished = false;
  #stopped = false;
  #watching = false;
  #pending: Promise<unknown> | null = null;
  #interrupt: (() => void) | null = null;

  constructor(fn: UserFunction, args: readonly unknown[], cancellation: Cancellation, turn: Turn) {
    this.#fn = fn;
    this.#args = args;
    this.#turn = turn;
    this.#cancellation = cancellation;
    if (cancellation.aborted) this.stop();
  }

  get ended(): Promise<void> {
    if (this.#finished) return over;
    this.#end ??= deferred();
    return this.#end.promise;
  }

  // Most functions answer at once: promises and listeners are made only where there is something to wait for.
  next(): Step | Promise<Step> {
    if (this.#stopped) return aborted;
    try {
      const step = this.#advance();
      return step instanceof Promise ? this.#race(step) : this.#took(step);
    } catch (error) {
      this.#finish();
      return Promise.reject(error);
    }
  }

  stop(): void {
    if (this.#stopped || this.#finished) return;
    this.#stopped = true;
    this.#interrupt?.();
    void this.#wait();
  }

  /** What comes of the function, or of an abort before it. */
  #race(step: Promise<Step>): Promise<Step> {
    this.#pending = step;
    this.#watch();
    return new Promise((resolve, reject) => {
      this.#interrupt = () => resolve(aborted);
      void this.#settle(step).then(resolve, reject);
    });
  }

  async #settle(step: Promise<Step>): Promise<Step> {
    try {
      return this.#took(await step);
    } catch (error) {
      this.#finish();
      throw error;
    } finally {
      this.#pending = null;
    }
  }

  #took(step: Step): Step {
    if (step.kind === "return") this.#finish();
    return step;
  }

  #advance(): Step | Promise<Step> {
    if (this.#started) return this.#iterate();
    this.#started = true;
    const result = this.#turn(() => (this.#fn as (...given: unknown[]) => unknown)(...this.#args));
    return isPromise(result) ? this.#begin(result) : this.#take(result);
  }

  async #begin(result: PromiseLike<unknown>): Promise<Step> {
    return await this.#take(await result);
  }

  /** Goes on with what the function gave: a value, or what will give values. */
  #take(result: unknown): Step | Promise<Step> {
    this.#iterator = iteratorOf(result);
    if (this.#iterator === null) return { kind: "return", value: result, generated: false };
    if (this.#stopped) return aborted;
    this.#watch();
    return this.#iterate();
  }

  #iterate(): Step | Promise<Step> {
    const given = this.#turn(() => this.#iterator!.next());
    return isPromise(given) ? this.#stepLater(given) : stepOf(given);
  }

  async #stepLater(given: PromiseLike<IteratorResult<unknown>>): Promise<Step> {
    return stepOf(await given);
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    this.#cancellation.onAbort(() => this.stop());
  }

  /** After a stop: waits for the step under way and for the generator's `finally`. */
  async #wait(): Promise<void> {
    // A generator puts `return()` behind the step it is in; a stream ends the step that waits for data.
    const early = this.#iterator;
    const returned = settled(() => early?.return?.());
    await settled(() => this.#pending);
    await returned;
    if (early === null && !this.#finished) await settled(() => this.#iterator?.return?.());
    this.#finish();
  }

  #finish(): void {
    this.#finished = true;
    this.#interrupt = null;
    this.#end?.resolve();
  }
}

function stepOf({ done, value }: IteratorResult<unknown>): Step {
  return done === true ? { kind: "return", value, generated: true } : { kind: "yield", value };
}

function isPromise<T>(value: T | PromiseLike<T>): value is PromiseLike<T> {
  const mayBe = (typeof value === "object" && value !== null) || typeof value === "function";
  return mayBe && "then" in value && typeof value.then === "function";
}

/** The iterator of a generator or an `AsyncIterable`; null for a value, which a plain array or string is. */
function iteratorOf(result: unknown): AnyIterator | null {
  if (typeof result !== "object" || result === null) return null;
  if (Symbol.asyncIterator in result) return (result as AsyncIterable<unknown>)[Symbol.asyncIterator]() as AnyIterator;
  const looksLikeGenerator =
    Symbol.iterator in result && typeof (result as Partial<Generator>).next === "function" && !Array.isArray(result);
  return looksLikeGenerator ? (result as Generator<unknown, unknown, undefined>) : null;
}

async function settled(action: () => unknown): Promise<void> {
  try {
    await action();
  } catch {
    // The call has had its end already; nobody waits for this.
  }
}
