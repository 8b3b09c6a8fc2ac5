import type { Readable } from "node:stream";
import { Hono, type Context } from "hono";
import type { GatewayContext } from "../../context/gateway-context.ts";
import type { GatewaySettings } from "../../settings/gateway-settings.ts";
import type { BatchTuning } from "../../observe/batch-tuning.ts";
import type { Monitor } from "../../observe/monitor.ts";
import { guarded } from "../request/guarded.ts";
import { sameDigest } from "../../settings/digest.ts";
import type { Login } from "../login/login.ts";
import { nothingThere } from "../page/nothing-there.ts";
import { pageHeaders } from "../page/page.ts";
import { monitorAccess, type Access, type Asker } from "./access.ts";
import { healthRoutes } from "./health-routes.ts";
import { monitorRefusal, monitorRoutes } from "./monitor-routes.ts";
import { isFromHere } from "./nearby.ts";

/** What the routes of those who watch the app are made of. */
export interface WatchRoutesOptions {
  readonly context: GatewayContext;
  readonly login: Login | null;
  readonly monitor: Monitor;
  readonly batches: BatchTuning;
  /** Who is logged in, on paths behind the login. */
  readonly userOf: (c: Context) => string | null;
  readonly bodyOf: (c: Context) => Readable;
}

/** Whether a request was made on this machine, see `isFromHere`. */
export function isHere(c: Context, settings: GatewaySettings): boolean {
  return isFromHere({ ...guarded(c), headers: c.req.raw.headers }, settings);
}

/** Health, metrics, the data of the monitor, and the refusal of its page. */
export function watchRoutes({ context, login, monitor, batches, userOf, bodyOf }: WatchRoutesOptions): Hono {
  const { settings, clock } = context;
  const { monitor: rules, publicMetrics } = settings.observe;
  const routes = new Hono();
  // On paths that are open a login is told by its cookie alone, so that health never waits for the script.
  const cookieUser = (c: Context): string | null => login?.cookie.read(c.req.header("cookie") ?? null)?.user ?? null;
  const askerOf = (c: Context): Asker => ({
    here: isHere(c, settings),
    user: userOf(c) ?? cookieUser(c),
    isOperator: rules?.token !== undefined && sameDigest(c.req.header("x-vitrine-token") ?? "", rules.token),
  });
  const accessOf = (c: Context): Access => (rules === null ? "nothing" : monitorAccess(askerOf(c), rules));

  routes.get("/", async (c, next) => {
    if (c.req.query("view") !== "monitor" || accessOf(c) !== "nothing") return await next();
    if (rules === null) return nothingThere();
    return c.text(`${monitorRefusal}\n`, 403, { ...pageHeaders });
  });
  routes.route("/", healthRoutes({ monitor, askerOf, isPublic: publicMetrics }));
  if (rules !== null) {
    routes.route("/_vitrine", monitorRoutes({ monitor, batches, clock, askerOf, accessOf, bodyOf }));
  }
  return routes;
}
