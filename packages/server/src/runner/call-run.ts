import type { ErrorData, JsonValue } from "@vitrine/protocol";
import type { ConversionContext, FileAccess } from "@vitrine/components";
import type { CallEnd, FromRunner, RunCall } from "../channel/messages.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { Cancellation } from "./cancellation.ts";

/** What a call needs of its surroundings. */
export interface CallSurroundings {
  readonly run: number;
  readonly post: (message: FromRunner) => void;
  /** Makes the access to files for one call; `collect` is told of every file that it stores. */
  readonly files: (call: RunCall, collect: (file: StoredFile) => void) => FileAccess;
  readonly limits: ConversionContext["limits"];
  /** The wire values that stand for each output before the first yield. */
  readonly untouched: readonly JsonValue[];
}

const largeYield = 64 * 1024;
const largeCost = 8;

/**
 * One call of a run, up to its one end. After the end nothing more of it crosses: neither values nor what the function
 * says beside them.
 */
export class CallRun {
  readonly call: RunCall;
  readonly cancellation: Cancellation = new Cancellation();
  readonly conversion: ConversionContext;
  readonly #surroundings: CallSurroundings;
  #previous: readonly JsonValue[];
  #files: StoredFile[] = [];
  #yields = 0;
  #ended = false;
  #refused = false;

  constructor(call: RunCall, surroundings: CallSurroundings) {
    this.call = call;
    this.#surroundings = surroundings;
    this.#previous = surroundings.untouched;
    const files = surroundings.files(call, (file) => this.#files.push(file));
    this.conversion = new CallConversion(call, files, surroundings.limits, this.cancellation);
  }

  get ended(): boolean {
    return this.#ended;
  }

  get hasYielded(): boolean {
    return this.#yields > 0;
  }

  /** The values of the last yield; what changes nothing before the first. */
  get previous(): readonly JsonValue[] {
    return this.#previous;
  }

  note(note: Extract<FromRunner, { msg: "note" }>["note"]): void {
    if (this.#ended) return;
    this.#surroundings.post({ msg: "note", run: this.#surroundings.run, call: this.call.call, note });
  }

  /** Sends values that more may follow, `size` bytes of JSON; gives the credit that they took. */
  yield(values: readonly JsonValue[], size: number): number {
    if (this.#ended) return 0;
    const cost = size > largeYield ? largeCost : 1;
    const { run, post } = this.#surroundings;
    this.#previous = values;
    post({ msg: "yield", run, call: this.call.call, n: this.#yields++, values, files: this.#takeFiles(), cost });
    return cost;
  }

  /** The first end counts; later ones are dropped. */
  end(end: CallEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#sendEnd(end);
  }

  /** Ends the call with an error although its end may be what could not cross. */
  refuse(error: ErrorData): void {
    if (this.#refused) return;
    this.#refused = true;
    this.#ended = true;
    this.#sendEnd({ status: "error", error });
    this.cancellation.abort();
  }

  #sendEnd(end: CallEnd): void {
    this.#surroundings.post({
      msg: "call-end",
      run: this.#surroundings.run,
      call: this.call.call,
      end,
      files: this.#takeFiles(),
    });
  }

  fail(error: ErrorData): void {
    this.end({ status: "error", error });
  }

  cancel(reason: unknown): void {
    this.end({ status: "cancelled" });
    this.cancellation.abort(reason);
  }

  #takeFiles(): StoredFile[] {
    const files = this.#files;
    this.#files = [];
    return files;
  }
}

/** A class, since an object of its own shape for each call costs more than all else here. */
class CallConversion implements ConversionContext {
  readonly files: FileAccess;
  readonly limits: ConversionContext["limits"];
  readonly owner: string;
  readonly #cancellation: Cancellation;

  constructor({ caller }: RunCall, files: FileAccess, limits: ConversionContext["limits"], cancellation: Cancellation) {
    this.files = files;
    this.limits = limits;
    this.owner = caller.user ?? caller.session;
    this.#cancellation = cancellation;
  }

  get signal(): AbortSignal {
    return this.#cancellation.signal;
  }
}
