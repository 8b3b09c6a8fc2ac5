import type { ResolvedLogin } from "../options/auth-options.ts";
import type { LogLine } from "../base/log-line.ts";
import type { AskLogin, LoginAnswer, LoginQuestion } from "../settings/login-settings.ts";

/** Asks an app's own functions who somebody is. What they throw goes to the log, never to the visitor. */
export function loginAnswerer(login: ResolvedLogin, log: (line: LogLine) => void): AskLogin {
  return async (question) => {
    try {
      return await answer(login, question);
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log({ level: "error", text: `The app's login failed: ${text}` });
      return { failed: true };
    }
  };
}

async function answer({ callback, dependency }: ResolvedLogin, question: LoginQuestion): Promise<LoginAnswer> {
  if (question.by === "password") {
    const allowed: unknown = await callback?.(question.user, question.password);
    if (typeof allowed !== "boolean") throw new TypeError("auth must give true or false.");
    return { user: allowed ? question.user : null };
  }
  const headers = new Headers(question.headers.map(([name, value]) => [name, value] as [string, string]));
  const user: unknown = await dependency?.({ headers, address: question.address });
  if (user !== null && (typeof user !== "string" || user === "")) {
    throw new TypeError("authDependency must give the user's name, or null for nobody.");
  }
  return { user };
}
