import { createHmac } from "node:crypto";
import type { Clock } from "../../clock/clock.ts";
import { Gate } from "./gate.ts";
import { LoginCookie } from "./login-cookie.ts";
import { LoginDesk } from "./login-checks.ts";
import type { AskLogin, LoginSettings } from "../../settings/login-settings.ts";
import { LoginTries } from "./login-tries.ts";

/** The login of one gateway. */
export interface Login {
  readonly settings: LoginSettings;
  readonly cookie: LoginCookie;
  readonly desk: LoginDesk;
  readonly gate: Gate;
}

/** What a login is made of. */
export interface LoginOptions {
  readonly settings: LoginSettings;
  /** Changes with every start of the gateway, which knows nothing of the logouts before. */
  readonly instance: string;
  /** "" or "/app". */
  readonly rootPath: string;
  readonly tries: number;
  readonly clock: Clock;
  readonly randomId: () => string;
  readonly ask: AskLogin;
  /** Hears of guesses whose address tells nobody apart. */
  readonly onUnaddressed?: () => void;
}

/** Makes the parts of a login. */
export function createLogin(options: LoginOptions): Login {
  const { settings, instance, rootPath, tries, clock, randomId, ask, onUnaddressed = () => {} } = options;
  const key = createHmac("sha256", settings.key).update(instance).digest("hex");
  const cookie = new LoginCookie({ name: settings.cookieName, key, path: `${rootPath}/`, clock, randomId });
  const desk = new LoginDesk({ settings, cookie, tries: new LoginTries(clock, tries), clock, ask, onUnaddressed });
  return { settings, cookie, desk, gate: new Gate({ desk, rootPath, message: settings.message }) };
}
