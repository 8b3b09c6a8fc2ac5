import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { serve } from "@hono/node-server";
import express from "express";
import { Hono } from "hono";
import { Interface, Textbox } from "vitrine";
import { WebSocketServer } from "ws";

const say = (word: string) =>
  new Interface({
    title: word,
    inputs: Textbox({ name: "text", label: "Text" }),
    outputs: Textbox({ name: "answer", label: "Answer" }),
    fn: async function* (text) {
      yield `${word} ${text} …`;
      yield `${word} ${text}`;
    },
  });

/** Servers of others, each with a page of its own at /own and two demos, or one where there is no server to attach to. */
const kinds: Readonly<Record<string, () => Promise<Server>>> = {
  node: async () => {
    const server = createServer((_, outgoing) => outgoing.end("own of node"));
    await attachBoth(server);
    const sockets = new WebSocketServer({ noServer: true });
    server.on("upgrade", (request, socket, head) =>
      sockets.handleUpgrade(request, socket, head, (own) => own.send("own socket")),
    );
    return server.listen(0, "127.0.0.1");
  },
  express: async () => {
    const app = express();
    app.use(express.json());
    app.get("/own", (_, response) => void response.send("own of express"));
    const server = app.listen(0, "127.0.0.1");
    await attachBoth(server);
    return server;
  },
  hono: async () => {
    const app = new Hono();
    app.get("/own", (c) => c.text("own of hono"));
    const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
    await attachBoth(server);
    return server;
  },
  fetch: async () => {
    const app = new Hono();
    const demo = say("first");
    app.get("/own", (c) => c.text("own of hono"));
    app.all("/first/*", (c) => demo.fetch(c.req.raw, { path: "/first" }));
    return serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  },
};

async function attachBoth(server: Server): Promise<void> {
  await say("first").attach(server, { path: "/first" });
  const second = await say("second").attach(server, { path: "/first/second/" });
  process.on("SIGUSR2", () => void second.close().then(() => console.log("second closed")));
}

const server = await kinds[process.env["KIND"] ?? "node"]!();
const print = (): void => console.log(`Running on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
if (server.listening) print();
else server.once("listening", print);
