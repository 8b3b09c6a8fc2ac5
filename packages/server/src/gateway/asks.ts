import type { Answer, FromRunner, Question } from "../channel/messages.ts";
import type { GatewayContext } from "./gateway-context.ts";
import { TurnoverMap } from "../tables/turnover-map.ts";

// A function that never answers must not fill the memory: the oldest questions are given up.
const mostOpen = 100_000;

/** Questions to the script's own functions. The script may be busy for long, so nothing waits here without a limit. */
export class Asks {
  readonly #context: Pick<GatewayContext, "post" | "log" | "clock">;
  readonly #open = new TurnoverMap<number, (answer: Answer | null) => void>();
  readonly #told = new Set<string>();
  #asked = 0;

  constructor(context: Pick<GatewayContext, "post" | "log" | "clock">) {
    this.#context = context;
  }

  /** Asks; `heard` is called once, with null for a question that was given up. `what` names the subject in the log. */
  ask(question: Question, what: string, heard: (answer: Answer | null) => void): void {
    this.#asked += 1;
    this.#open.set(this.#asked, (answer) => {
      for (const [name, problem] of Object.entries(answer?.problems ?? {})) {
        this.#warnOnce(`${what}: ${name}`, `${what}: ${name} failed; told once: ${problem}`);
      }
      heard(answer);
    });
    for (const [oldest, giveUp] of this.#open) {
      if (this.#open.size <= mostOpen) break;
      this.#open.delete(oldest);
      giveUp(null);
    }
    this.#context.post({ msg: "ask", ask: this.#asked, question });
  }

  /** Asks and waits so long, in milliseconds; null where no answer came in time, which is told once. */
  within(ms: number, question: Question, what: string): Promise<Answer | null> {
    return new Promise((resolve) => {
      const stop = this.#context.clock.after(ms, () => {
        this.#warnOnce(`${what}: late`, `${what} did not answer within ${ms / 1000} s; told once.`);
        resolve(null);
      });
      this.ask(question, what, (answer) => {
        stop();
        resolve(answer);
      });
    });
  }

  /** Takes an answer. */
  receive({ ask, answer }: Extract<FromRunner, { msg: "answer" }>): void {
    const heard = this.#open.get(ask);
    this.#open.delete(ask);
    heard?.(answer);
  }

  #warnOnce(key: string, text: string): void {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#context.log({ level: "warning", text });
  }
}
