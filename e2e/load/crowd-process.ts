import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** Whom to send, and where to. */
export interface CrowdOrder {
  /** By which protocol they call. */
  readonly kind: "socket" | "gradio";
  readonly url: string;
  /** The id of the function that they call. */
  readonly fn: number;
  readonly count: number;
}

/** What a crowd tells; `ms` since it began to come. */
export type CrowdReport =
  /** Everyone waits and knows a position. */
  | { readonly msg: "joined"; readonly ms: number }
  /** Everyone knows its place: each place of the queue is one client's. */
  | { readonly msg: "settled"; readonly ms: number }
  /** Every call has ended, or somebody was lost. */
  | { readonly msg: "ended"; readonly answered: number; readonly problems: readonly string[] };

/** A crowd of clients in a process of its own. */
export interface Crowd {
  /** Waits for a report. Rejects when the crowd ends before. */
  told<Msg extends CrowdReport["msg"]>(msg: Msg): Promise<Extract<CrowdReport, { msg: Msg }>>;
}

/** Sends a crowd; it is gone when the test ends. */
export function sendCrowd(order: CrowdOrder): Crowd {
  const file = fileURLToPath(new URL("crowd.ts", import.meta.url));
  const child = fork(file, [JSON.stringify(order)], { execArgv: ["--import", "tsx"] });
  const reports: CrowdReport[] = [];
  const checks = new Set<() => void>();
  const check = (): void => {
    for (const one of checks) one();
  };
  let gone = false;
  child.on("message", (report) => {
    reports.push(report as CrowdReport);
    check();
  });
  child.on("close", () => {
    gone = true;
    check();
  });
  onTestFinished(async () => {
    if (gone) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  });
  return {
    told: (msg) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = reports.find((report) => report.msg === msg);
          const early = reports.find((report) => report.msg === "ended");
          if (found === undefined && early === undefined && !gone) return;
          checks.delete(look);
          if (found !== undefined) resolve(found as Extract<CrowdReport, { msg: typeof msg }>);
          else reject(new Error(`The crowd ended before it was ${msg}: ${early?.problems.join("; ") ?? "no word"}`));
        };
        checks.add(look);
        look();
      }),
  };
}
