import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { deferred } from "../base/deferred.ts";
import { mountOn, waitingHandlers, type MountedHandlers } from "./server-mounts.ts";

test("an app that is starting in somebody's server says so to a probe at once; all else waits for it", async () => {
  const server = createServer((_, outgoing) => outgoing.end("the server's own"));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const app = deferred<MountedHandlers>();
  mountOn(server, "/demo", waitingHandlers("/demo", app.promise));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const ask = async (path: string): Promise<[number, string]> => {
    const answer = await fetch(`${url}${path}`);
    return [answer.status, await answer.text()];
  };
  expect(await ask("/demo/readyz")).toEqual([503, '{"status":"starting"}']);
  expect(await ask("/demo/healthz?now")).toEqual([200, '{"status":"ok"}']);
  expect(await ask("/readyz")).toEqual([200, "the server's own"]);
  const page = ask("/demo/");
  app.resolve({ answer: (incoming, outgoing) => void outgoing.end(`app ${incoming.url}`), upgrade: () => {} });
  expect(await page).toEqual([200, "app /demo/"]);
  expect(await ask("/demo/readyz")).toEqual([200, "app /demo/readyz"]);
});
