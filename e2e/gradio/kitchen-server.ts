import { fileURLToPath } from "node:url";
import { Client } from "@gradio/client";
import { startScript, type RunningScript } from "../script.ts";

/** The folder of the apps and programs of these tests. */
export const folder = fileURLToPath(new URL(".", import.meta.url));

/** The address of Gradio itself, where the tests are to run against that; see README.md. */
const gradio = process.env["GRADIO_TEST_URL"];

/** Whether the tests run against Gradio itself. */
export const isGradio: boolean = gradio !== undefined;

/** The kitchen app while it runs. */
export interface Kitchen {
  readonly url: string;
  /** Its process; null where it is Gradio's. */
  readonly script: RunningScript | null;
  /** One more official client, with a session of its own. */
  connect(): Promise<Client>;
  /** What a new client gets from an endpoint. */
  predict(endpoint: string, data: unknown[] | Record<string, unknown>): Promise<unknown>;
  /** A POST of JSON below Gradio's prefix, as people do it with curl. */
  post(path: string, body: object): Promise<Response>;
  stop(): Promise<void>;
}

/** Starts the kitchen app, or takes Gradio's that runs. */
export async function startKitchen(): Promise<Kitchen> {
  const script = gradio === undefined ? await startScript(["--import", "tsx", "kitchen.ts"], folder) : null;
  const url = script?.url ?? gradio!;
  const connect = (): Promise<Client> => Client.connect(url, { events: ["data", "status", "log"] });
  return {
    url,
    script,
    connect,
    predict: async (endpoint, data) => (await (await connect()).predict(endpoint, data)).data,
    post: (path, body) =>
      fetch(`${url}/gradio_api/${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    stop: async () => {
      await script?.stop();
    },
  };
}
