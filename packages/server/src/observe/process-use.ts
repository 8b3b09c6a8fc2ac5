import { performance } from "node:perf_hooks";
import type { ProcessUse } from "./metrics.ts";

/** What the process has used so far, and the thread that asks. */
export function readProcessUse(): ProcessUse {
  const { user, system } = process.cpuUsage();
  return {
    cpuSeconds: (user + system) / 1e6,
    residentBytes: process.memoryUsage.rss(),
    startedAt: Date.now() / 1000 - process.uptime(),
    gatewayBusySeconds: performance.eventLoopUtilization().active / 1000,
  };
}
