import { fileURLToPath } from "node:url";
import type { MonitorData } from "@vitrine/protocol";
import { onTestFinished } from "vitest";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
/** For tests: the app that is watched, with these options of `launch()`. */
export async function startWatched(options: object = {}): Promise<RunningScript> {
  const script = await startScript(["--import", "tsx", "monitored.ts"], apps, { LAUNCH: JSON.stringify(options) });
  onTestFinished(() => void script.stop());
  return script;
}

/** The link that the app printed for its operator, and what proves that somebody has it. */
export async function linkOf(script: RunningScript): Promise<{ link: string; operator: Record<string, string> }> {
  const pattern = /by whoever has this link: (\S+)/;
  await script.printed(pattern);
  const [, link = ""] = pattern.exec(script.output()) ?? [];
  return { link, operator: { "x-vitrine-token": new URL(link).searchParams.get("token")! } };
}

/** Calls a function by the simple API. */
export const call = (
  url: string,
  name: string,
  body: object = {},
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${url}/api/${name}`, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { "content-type": "application/json", ...headers },
  });

/** What the monitor tells whoever has these headers. */
export const data = async (url: string, headers: Record<string, string> = {}): Promise<MonitorData> =>
  (await (await fetch(`${url}/_vitrine/monitor`, { headers })).json()) as MonitorData;

/** Whether somebody may change settings; the status for whoever may not even look. */
export async function access(url: string, headers: Record<string, string>): Promise<boolean | number> {
  const { ok, status } = await fetch(`${url}/_vitrine/monitor`, { headers });
  return ok ? (await data(url, headers)).mayChange : status;
}

/** Tries to change a setting; the status. */
export async function change(url: string, headers: Record<string, string>, id: number): Promise<number> {
  return (await call(url, `../_vitrine/monitor/functions/${id}`, { maxBatchSize: 3 }, headers)).status;
}

/** The number of the batched function. */
export const gatherOf = ({ functions }: MonitorData): number => functions.find(({ label }) => label === "/gather")!.id;
