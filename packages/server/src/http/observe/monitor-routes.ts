import type { Readable } from "node:stream";
import { Hono, type Context } from "hono";
import type { BatchTuning } from "../../observe/batch-tuning.ts";
import type { Monitor } from "../../observe/monitor.ts";
import type { Clock } from "../../clock/clock.ts";
import { BodyError, readJson } from "../request/read-json.ts";
import { nothingThere } from "../page/nothing-there.ts";
import type { Access, Asker } from "./access.ts";

/** What the routes of the monitor need. */
export interface MonitorRoutesOptions {
  readonly monitor: Monitor;
  readonly batches: BatchTuning;
  readonly askerOf: (c: Context) => Asker;
  readonly accessOf: (c: Context) => Access;
  readonly bodyOf: (c: Context) => Readable;
  readonly clock: Clock;
}

const bodyLimits = { bytes: 10_000, shape: { maxDepth: 4, maxValues: 1_000 }, ms: 10_000 };

/** Why somebody may not see the monitor. */
export const monitorRefusal: string =
  "The monitor is for the machine that the app runs on, or for users of a login. Open it there, as by " +
  "ssh -L 7860:127.0.0.1:7860, or set launch({ auth: … }) and name who may see it: launch({ monitor: { users: […] } }).";

const lookOnly =
  "You may look but not change anything. Open the monitor by the link that the app printed at its start, or let the app's " +
  "author name you in launch({ monitor: { users: […] } }).";

/**
 * The operator's page asks here, below `/_vitrine`, as long as somebody looks at it. `GET monitor` answers with a
 * `MonitorData`; `POST monitor/functions/{id}` changes how a batched function gathers.
 */
export function monitorRoutes({ monitor, batches, askerOf, accessOf, bodyOf, clock }: MonitorRoutesOptions): Hono {
  const routes = new Hono();
  const noStore = { "cache-control": "no-store" };

  routes.get("/monitor", async (c) => {
    const access = accessOf(c);
    if (access === "nothing") return c.json({ detail: monitorRefusal }, 403, noStore);
    return c.json(await monitor.data(access === "change"), 200, noStore);
  });

  routes.post("/monitor/functions/:id", async (c) => {
    const access = accessOf(c);
    if (access !== "change") return c.json({ detail: access === "look" ? lookOnly : monitorRefusal }, 403);
    const id = Number(c.req.param("id"));
    if (batches.of(id) === null) return nothingThere();
    try {
      const wanted = await readJson(bodyOf(c), c.req.raw.headers, { ...bodyLimits, clock });
      const unknown = Object.keys(wanted).find((name) => name !== "maxBatchSize" && name !== "batchTimeoutMs");
      if (unknown !== undefined) {
        return c.json({ detail: `Only maxBatchSize and batchTimeoutMs can be changed, got "${unknown}".` }, 400);
      }
      const problem = batches.change(id, wanted, askerOf(c).user);
      return problem === null ? c.body(null, 204) : c.json({ detail: problem.message, field: problem.name }, 422);
    } catch (error) {
      if (error instanceof BodyError) return c.json({ detail: error.message }, error.status);
      throw error;
    }
  });
  return routes;
}
