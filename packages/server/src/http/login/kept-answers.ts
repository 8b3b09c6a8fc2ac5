import type { Clock } from "../../clock/clock.ts";

const most = 10_000;

/** Answers that hold for a while; of more than 10,000 the oldest are forgotten. */
export class KeptAnswers<Answer> {
  readonly #clock: Clock;
  readonly #keptMs: number;
  readonly #answers = new Map<string, { readonly answer: Answer; readonly until: number }>();

  constructor(clock: Clock, keptMs: number) {
    this.#clock = clock;
    this.#keptMs = keptMs;
  }

  get(question: string): Answer | undefined {
    const kept = this.#answers.get(question);
    return kept !== undefined && kept.until > this.#clock.now() ? kept.answer : undefined;
  }

  keep(question: string, answer: Answer): void {
    this.#answers.delete(question);
    this.#answers.set(question, { answer, until: this.#clock.now() + this.#keptMs });
    for (const [oldest] of this.#answers) {
      if (this.#answers.size <= most) break;
      this.#answers.delete(oldest);
    }
  }
}
