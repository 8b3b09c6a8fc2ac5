import { ModelThread, type OnnxSettings } from "./model-thread.ts";
import type { OutputTensor, Tensor } from "./tensor.ts";

/** One model file in so many threads, each with a copy of its own; a run goes to the thread that has the fewest. */
export class ModelInstances {
  /** Resolves when all have loaded; rejects with the reason of the first that did not. */
  readonly ready: Promise<void>;
  readonly #threads: readonly ModelThread[];

  constructor(path: string, settings: OnnxSettings, count: number) {
    this.#threads = Array.from({ length: count }, (_, index) => new ModelThread(path, settings, index === 0));
    this.ready = this.#allReady();
    // Each thread says what is wrong to whoever runs it.
    this.ready.catch(() => {});
  }

  async #allReady(): Promise<void> {
    await Promise.all(this.#threads.map(({ ready }) => ready));
  }

  /** See `OnnxModel.run`. */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, OutputTensor>>> {
    return this.#threads.reduce((least, thread) => (thread.users < least.users ? thread : least)).run(feeds);
  }

  /** Ends each thread once nothing runs in it any more. */
  retire(): void {
    for (const thread of this.#threads) thread.retire();
  }

  /** Ends each thread once the run in it has ended; runs that are open fail at once. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.close()));
  }
}
