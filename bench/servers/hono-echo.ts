import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { reportTo } from "./serve.ts";

// The floor: a route that sends back what it gets, with no queue.
const app = new Hono();
app.post("/api/predict", async (c) => c.json({ data: await c.req.json() }));
serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => reportTo(`http://127.0.0.1:${port}`));
