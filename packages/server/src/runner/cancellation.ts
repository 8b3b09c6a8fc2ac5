/**
 * What an `AbortController` is to a run. Most runs are never aborted and few functions ask for their signal, so that
 * is made when somebody does.
 */
export class Cancellation {
  #aborted = false;
  #reason: unknown;
  #listeners: Set<() => void> | null = null;
  #controller: AbortController | null = null;

  get aborted(): boolean {
    return this.#aborted;
  }

  /** The same as a signal of the platform. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#aborted) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Aborts; the first reason counts. */
  abort(reason?: unknown): void {
    if (this.#aborted) return;
    this.#aborted = true;
    this.#reason = reason;
    const listeners = this.#listeners;
    this.#listeners = null;
    for (const listener of listeners ?? []) listener();
    this.#controller?.abort(reason);
  }

  /** Calls once at an abort that is still to come; gives the way to take that back. */
  onAbort(listener: () => void): () => void {
    if (this.#aborted) return () => {};
    const listeners = (this.#listeners ??= new Set());
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }
}
