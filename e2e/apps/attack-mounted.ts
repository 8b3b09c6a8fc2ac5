// An app attached to an Express server with a middleware of its own, and one behind fetch.

import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { File, Interface, Textbox } from "vitrine";
import express from "express";
const make = () =>
  new Interface({
    title: "Mounted",
    inputs: [Textbox({ name: "text" }), File({ name: "file", optional: true })],
    outputs: Textbox({ name: "o" }),
    fn: (t) => `hi ${t}`,
  });
const auth = process.env["AUTH"] ? { auth: JSON.parse(process.env["AUTH"]) as never } : {};
const app = express();
app.use((req: { url: string }, res: { status: (n: number) => { send: (t: string) => void } }, next: () => void) =>
  req.url.startsWith("/demo") || req.url.startsWith("/secret") ? res.status(401).send("middleware says no") : next(),
);
app.get("/own", (_: unknown, res: { send: (t: string) => void }) => res.send("own"));
const server = app.listen(Number(process.env["VITRINE_PORT"]), process.env["BIND"] ?? "127.0.0.1");
await make().attach(server, { path: "/demo", ...auth });
const h = new Hono();
const f = make();
h.all("/f/*", (c) => f.fetch(c.req.raw, { path: "/f", ...auth }));
h.get("/own", (c) => c.text("own"));
serve({ fetch: h.fetch, port: Number(process.env["VITRINE_PORT"]) + 1, hostname: "127.0.0.1" });
console.log("Running on it");
