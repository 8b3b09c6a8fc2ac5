import { Hono, type Context } from "hono";
import type { Monitor } from "../../observe/monitor.ts";
import { metricsType } from "../../observe/metric-family.ts";
import type { Asker } from "./access.ts";

/** What the routes of health and metrics need. */
export interface HealthRoutesOptions {
  readonly monitor: Monitor;
  readonly askerOf: (c: Context) => Asker;
  /** Whether everyone may read the metrics. */
  readonly isPublic: boolean;
}

const notHere =
  "The metrics are for this machine and for users who are logged in. To let other machines read them, set " +
  "launch({ auth: … }) and give the scraper a name and a password, or launch({ publicMetrics: true }).\n";

/** `/healthz`: the gateway lives. `/readyz`: it takes calls. `/metrics`: its numbers, in Prometheus' text format. */
export function healthRoutes({ monitor, askerOf, isPublic }: HealthRoutesOptions): Hono {
  const routes = new Hono();
  const mayRead = (c: Context): boolean => {
    const { here, user } = askerOf(c);
    return isPublic || here || user !== null;
  };
  const noStore = { "cache-control": "no-store" };

  routes.get("/healthz", (c) => {
    const { here, user } = askerOf(c);
    const details = here || user !== null ? monitor.details() : {};
    return c.json({ status: "ok", ...details }, 200, noStore);
  });

  routes.get("/readyz", (c) => {
    const { state } = monitor;
    return c.json({ status: state, ...(mayRead(c) ? monitor.details() : {}) }, state === "ready" ? 200 : 503, noStore);
  });

  routes.get("/metrics", async (c) => {
    if (!mayRead(c)) return c.text(notHere, 403, noStore);
    return c.body(await monitor.metrics(), 200, { ...noStore, "content-type": metricsType });
  });
  return routes;
}
