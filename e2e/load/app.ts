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

/** Starts the app of the load tests, with flags for Node; it is stopped when the test ends. */
export async function startCrowdApp(
  flags: readonly string[] = [],
  environment: NodeJS.ProcessEnv = {},
): Promise<CrowdApp> {
  const script = await startScript([...flags, "--import", "tsx", "crowd.ts"], apps, environment);
  onTestFinished(async () => {
    script.child.kill("SIGKILL");
    await script.stop();
  });
  const { dependencies } = (await (await fetch(`${script.url}/config`)).json()) as Config;
  return {
    ...script,
    fn: (name) => dependencies.find(({ api_name }) => api_name === name)!.id,
    call: async (name, values = {}) => {
      const headers = { "content-type": "application/json" };
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
