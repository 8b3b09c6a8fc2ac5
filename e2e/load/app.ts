import { fileURLToPath } from "node:url";
import type { Config } from "@vitrine/protocol";
import { onTestFinished } from "vitest";
import { type RunningScript, startScript } from "../script.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));

/** The app `apps/crowd.ts` while it runs. */
export interface CrowdApp extends RunningScript {
  /** The id of a function. */
  fn(name: string): number;
  /** Calls a function by one request and gives its values. */
  call(name: string, values?: object): Promise<unknown>;
}

/** Logs a user of the app in and gives the cookie. */
export async function logIn(url: string, username: string): Promise<string> {
  const body = new URLSearchParams({ username, password: "pass" });
  const { headers } = await fetch(`${url}/login`, { method: "POST", body, redirect: "manual" });
  return headers.get("set-cookie")!.split(";")[0]!;
}

/** Starts the app of the load tests, with flags for Node; it is stopped when the test ends. With `USERS` it has a login. */
export async function startCrowdApp(
  flags: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<CrowdApp> {
  const script = await startScript([...flags, "--import", "tsx", "crowd.ts"], apps, environment);
  onTestFinished(async () => {
    script.child.kill("SIGKILL");
    await script.stop();
  });
  const cookie = environment["USERS"] === undefined ? "" : await logIn(script.url, "ann");
  const { dependencies } = (await (await fetch(`${script.url}/config`, { headers: { cookie } })).json()) as Config;
  return {
    ...script,
    fn: (name) => dependencies.find(({ api_name }) => api_name === name)!.id,
    call: async (name, values = {}) => {
      const headers = { "content-type": "application/json", cookie };
      const response = await fetch(`${script.url}/api/${name}`, {
        method: "POST",
        headers,
        body: JSON.stringify(values),
      });
      if (response.status !== 200) throw new Error(`${name} was answered with ${response.status}`);
      return ((await response.json()) as { data: unknown }).data;
    },
  };
}
