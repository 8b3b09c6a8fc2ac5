import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { WebSocket } from "ws";
import { Interface } from "../../index.ts";
import { launchApp } from "../../launch/launch.ts";
import { cookieOf, logIn, start, users } from "./test-login.ts";

vi.setConfig({ testTimeout: 30_000 });

async function attached(): Promise<string> {
  const app = new Interface({ inputs: "text", outputs: "text", fn: (text) => text });
  const server = createServer((_, outgoing) => outgoing.end("own")).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  await app.attach(server, { path: "/demo", quiet: true, auth: { ann: "secret of ann" } });
  onTestFinished(() => app.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/demo`;
}

async function statusOf(url: string, cookie: string): Promise<number | undefined> {
  const asked = request(url, { headers: { cookie } }).end();
  const [answer] = (await once(asked, "response")) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

async function upgrade(url: string, cookie: string): Promise<string> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/_vitrine/socket`, { headers: { cookie } });
  const [error] = (await once(socket, "error")) as [Error];
  return error.message;
}

test.each([
  ["launched", () => start(users)],
  ["launched, its server in a thread", () => start(users, launchApp)],
  ["attached", attached],
])("no signature of a cookie is more than wrong, in requests and in upgrades: %s", async (_, begin) => {
  const url = await begin();
  const idOf = async (): Promise<unknown> =>
    (await (await fetch(`${url}/gradio_api/app_id`, { headers: { cookie: good } })).json()) as unknown;
  const good = await cookieOf(url, "ann");
  const before = await idOf();
  const [name, value = ""] = good.split("=");
  const content = value.split(".").slice(0, 3).join(".");
  const signatures = [
    "é".repeat(64),
    "é".repeat(32),
    `${"a".repeat(63)}é`,
    "ÿ".repeat(3000),
    "",
    "a".repeat(64),
    "a".repeat(65),
  ];
  for (const signature of signatures) {
    for (const cookie of [`${name}=${content}.${signature}`, `${name}=${signature}`]) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect([await statusOf(`${url}/config`, cookie), await statusOf(`${url}/healthz`, cookie)]).toEqual([401, 200]);
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect(await upgrade(url, cookie)).toContain("401");
    }
  }
  expect(await idOf()).toEqual(before);
  expect((await logIn(url, "ann", "secret of ann")).status).toBe(200);
});
