import { createHmac } from "node:crypto";
import type { Clock } from "../../clock/clock.ts";
import { digestOf } from "../../settings/digest.ts";
import { fittingUser } from "../../settings/fitting-user.ts";
import { KeptAnswers } from "./kept-answers.ts";
import type { Identity } from "../../context/identity.ts";
import type { LoginCookie } from "./login-cookie.ts";
import type { AskLogin, LoginAnswer, LoginSettings } from "../../settings/login-settings.ts";
import type { LoginTries } from "./login-tries.ts";

/** What the desk is made of. */
export interface LoginDeskOptions {
  readonly settings: LoginSettings;
  readonly cookie: LoginCookie;
  readonly tries: LoginTries;
  readonly clock: Clock;
  readonly ask: AskLogin;
  /** Hears of guesses whose address tells nobody apart. */
  readonly onUnaddressed: () => void;
}

/** Where a request comes from. */
export interface Asker {
  readonly address: string;
  /** What limits of addresses count it by; null where the address tells nobody apart. */
  readonly counted: string | null;
}

/** Who it is, or why nobody: a wrong name or password, too many of them, a script that does not answer. */
export type Recognition =
  | { readonly is: "known"; readonly identity: Identity }
  | { readonly is: "stranger" }
  | { readonly is: "wrong" }
  | { readonly is: "too-many"; readonly waitMs: number }
  | { readonly is: "no-answer" };

const patienceMs = 5_000;
const basicKeptMs = 60_000;
const requestKeptMs = 10_000;

/** Finds out who somebody is: by a cookie, by HTTP Basic, by the app's own word on a request, or by a password. */
export class LoginDesk {
  readonly #options: LoginDeskOptions;
  readonly #basic: KeptAnswers<string>;
  readonly #requests: KeptAnswers<string | null>;

  constructor(options: LoginDeskOptions) {
    this.#options = options;
    this.#basic = new KeptAnswers(options.clock, basicKeptMs);
    this.#requests = new KeptAnswers(options.clock, requestKeptMs);
  }

  /** Who sends a request; `basic` where its Authorization header counts. */
  async recognize(headers: Headers, asker: Asker, basic: boolean): Promise<Recognition> {
    if (this.#options.settings.by.kind === "request") return this.#byRequest(headers, asker.address);
    const identity = this.#options.cookie.read(headers.get("cookie"));
    if (identity !== null) return { is: "known", identity };
    const given = basic ? parseBasic(headers.get("authorization")) : null;
    if (given === null) return { is: "stranger" };
    const mark = digestOf(this.#options.settings.key, given.user, given.password);
    const kept = this.#basic.get(mark);
    if (kept !== undefined) return { is: "known", identity: { user: kept, login: null } };
    const found = await this.check(given.user, given.password, asker);
    if (found.is === "known") this.#basic.keep(mark, found.identity.user);
    return found;
  }

  /** Whether name and password are those of a user. Does the same for a wrong name as for a wrong password. */
  async check(user: string, password: string, asker: Pick<Asker, "counted">): Promise<Recognition> {
    const name = user.trim();
    const { tries, onUnaddressed } = this.#options;
    const counted = tries.begin(asker.counted, name);
    if (counted.turn === undefined) return { is: "too-many", waitMs: counted.waitMs };
    if (counted.pressed && asker.counted === null) onUnaddressed();
    if (counted.pressed) await counted.turn();
    const answer = await this.#verify(name, password);
    if ("failed" in answer) {
      counted.takeBack();
      return { is: "no-answer" };
    }
    if (answer.user === null) return counted.pressed ? { is: "too-many", waitMs: counted.waitMs } : { is: "wrong" };
    counted.takeBack();
    return { is: "known", identity: { user: answer.user, login: null } };
  }

  async #byRequest(headers: Headers, address: string): Promise<Recognition> {
    const all = [...headers];
    const mark = createHmac("sha256", this.#options.settings.key)
      .update(JSON.stringify([address, all]))
      .digest("base64");
    let user = this.#requests.get(mark);
    if (user === undefined) {
      const answer = await this.#ask({ by: "request", headers: all, address });
      if ("failed" in answer) return { is: "no-answer" };
      user = answer.user;
      this.#requests.keep(mark, user);
    }
    return user === null ? { is: "stranger" } : { is: "known", identity: { user, login: null } };
  }

  async #verify(user: string, password: string): Promise<LoginAnswer> {
    const { by, key } = this.#options.settings;
    if (by.kind !== "digests") return this.#ask({ by: "password", user, password });
    return { user: fittingUser(by.digests, digestOf(key, user, password)) };
  }

  async #ask(question: Parameters<AskLogin>[0]): Promise<LoginAnswer> {
    const stops: (() => void)[] = [];
    const impatience = new Promise<LoginAnswer>((resolve) => {
      stops.push(this.#options.clock.after(patienceMs, () => resolve({ failed: true })));
    });
    const answer = await Promise.race([this.#options.ask(question), impatience]);
    for (const stop of stops) stop();
    return answer;
  }
}

function parseBasic(header: string | null): { user: string; password: string } | null {
  const [, encoded = ""] = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(header ?? "") ?? [];
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon === -1 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
