import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { csrf } from "hono/csrf";
import { hasBrowser, openBrowser } from "../../packages/server/src/launch/open-browser.ts";
import { type Example, examples } from "./examples.ts";
import { failurePage, galleryPage, sourcePage } from "./page.ts";
import { Processes } from "./processes.ts";

const processes = new Processes();
const styles = [
  "../../packages/client/app/styles/tokens.css",
  "../../packages/client/app/styles/base.css",
  "gallery.css",
]
  .map(read)
  .join("\n");
const theme = read("theme.js");

const app = new Hono();
// The gallery starts processes, so it listens to this machine's browser alone, whatever name a foreign site gave it.
app.use(async (c, next) => {
  const { hostname } = new URL(c.req.url);
  if (hostname !== "127.0.0.1" && hostname !== "localhost")
    return c.text(`The gallery does not answer as ${hostname}.`, 403);
  return next();
});
app.use(csrf());
app.use(async (c, next) => {
  await next();
  // Going back shows what runs now.
  c.header("cache-control", "no-store");
});
app.get("/", (c) => c.html(galleryPage(examples.map(withSource), processes.names)));
app.get("/source/:name", (c) => {
  const example = examples.find(({ name }) => name === c.req.param("name"));
  return example === undefined ? c.notFound() : c.html(sourcePage(example, withSource(example).files));
});
app.get("/gallery.css", (c) => c.body(styles, 200, { "content-type": "text/css" }));
app.get("/theme.js", (c) => c.body(theme, 200, { "content-type": "text/javascript" }));
app.post("/open/:name", async (c) => {
  const example = examples.find(({ name }) => name === c.req.param("name"));
  if (example === undefined) return c.notFound();
  const started = await processes.start(example.name);
  return "url" in started ? c.redirect(started.url, 303) : c.html(failurePage(example, started.output), 500);
});

app.post("/stop/:name", async (c) => {
  await processes.stop(c.req.param("name"));
  return c.redirect("/", 303);
});

const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port: await firstFreePort() }, ({ port }) => {
  const url = `http://127.0.0.1:${port}`;
  console.log(`Running on ${url}`);
  if (hasBrowser(process.platform, process.env, process.stdout.isTTY)) openBrowser(url, process.platform);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    processes.end();
    server.close(() => process.exit(0));
    if ("closeAllConnections" in server) server.closeAllConnections();
  });
}

/** An example with the files that it is made of, its script first. */
function withSource(example: Example) {
  const names = [`${example.name}.ts`, ...(example.more ?? [])];
  return { ...example, files: names.map((name) => ({ path: `examples/${name}`, code: read(`../${name}`) })) };
}

function read(file: string): string {
  return readFileSync(new URL(file, import.meta.url), "utf8");
}

/** The port of the environment, else 7860 or the first free one after it. */
async function firstFreePort(): Promise<number> {
  const asked = process.env["VITRINE_PORT"] ?? process.env["PORT"];
  if (asked !== undefined) return Number(asked);
  for (let port = 7860; port < 7960; port++) if (await isFree(port)) return port;
  return 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
