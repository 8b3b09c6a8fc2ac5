import type { Answer, FromRunner, Question } from "../channel/messages.ts";
import type { GatewayContext } from "../context/gateway-context.ts";
import { TurnoverMap } from "../collections/turnover-map.ts";

/** A question that was asked. */
export interface Asked {
  /** Takes it back, where it is not on its way to the script yet: then nothing is heard of it. Says whether it was. */
  withdraw(): boolean;
}

interface Waiting {
  readonly question: Question;
  readonly heard: (answer: Answer) => void;
}

// What is in the port cannot be taken back, and stays there while the script is busy; the rest waits here.
const mostOnTheirWay = 64;

/** Questions about calls and those about callers, which are waited for, hold up their own kind alone. */
class Lane {
  readonly waiting = new TurnoverMap<number, Waiting>();
  onTheirWay = 0;
}

/**
 * Questions to the script's own functions. The script may be busy for long, so nothing waits here without a limit: who asks
 * bounds how many questions wait.
 */
export class Asks {
  readonly #context: Pick<GatewayContext, "post" | "log" | "clock">;
  readonly #open = new TurnoverMap<number, (answer: Answer) => void>();
  readonly #lanes = { call: new Lane(), caller: new Lane() };
  readonly #told = new Set<string>();
  #asked = 0;

  constructor(context: Pick<GatewayContext, "post" | "log" | "clock">) {
    this.#context = context;
  }

  /** Asks; `heard` is called once with the answer. `what` names the subject in the log. */
  ask(question: Question, what: string, heard: (answer: Answer) => void): Asked {
    const ask = ++this.#asked;
    const lane = this.#lanes[question.about];
    const told = (answer: Answer): void => {
      for (const [name, problem] of Object.entries(answer.problems)) {
        this.#warnOnce(`${what}: ${name}`, `${what}: ${name} failed; told once: ${problem}`);
      }
      heard(answer);
    };
    lane.waiting.set(ask, { question, heard: told });
    this.#send(lane);
    return { withdraw: () => lane.waiting.delete(ask) };
  }

  /** Asks and waits so long, in milliseconds; null where no answer came in time, which is told once. */
  within(ms: number, question: Question, what: string): Promise<Answer | null> {
    return new Promise((resolve) => {
      const stop = this.#context.clock.after(ms, () => {
        this.#warnOnce(`${what}: late`, `${what} did not answer within ${ms / 1000} s; told once.`);
        asked.withdraw();
        resolve(null);
      });
      const asked = this.ask(question, what, (answer) => {
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

  #send(lane: Lane): void {
    for (const [ask, { question, heard }] of lane.waiting) {
      if (lane.onTheirWay >= mostOnTheirWay) return;
      lane.waiting.delete(ask);
      lane.onTheirWay += 1;
      this.#open.set(ask, (answer) => {
        lane.onTheirWay -= 1;
        this.#send(lane);
        heard(answer);
      });
      this.#context.post({ msg: "ask", ask, question });
    }
  }

  #warnOnce(key: string, text: string): void {
    if (this.#told.has(key)) return;
    this.#told.add(key);
    this.#context.log({ level: "warning", text });
  }
}
