import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { connect, VitrineClientError } from "@vitrine/client";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import type { demo } from "../apps/client-login.ts";
import { startRelay } from "../relay.ts";
import { type RunningScript, startScript } from "../script.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
let script: RunningScript;

beforeAll(async () => {
  script = await startScript(["--import", "tsx", "client-login.ts"], apps);
});
afterAll(() => script?.stop());

async function refusal(options: Parameters<typeof connect>[1]): Promise<VitrineClientError> {
  const error: unknown = await connect(script.url, options).then(
    (client) => client.close(),
    (reason: unknown) => reason,
  );
  if (error instanceof VitrineClientError) return error;
  throw new Error("It was not refused.", { cause: error });
}

test.each([
  ["sockets of ws", { WebSocket }],
  ["an event stream and POST", { WebSocket: undefined }],
])("by %s: who logs in uploads, calls, and is known to the function", async (_way, { WebSocket: Class }) => {
  const client = await connect<typeof demo>(script.url, { auth: ["ada", "engine"], WebSocket: Class });
  onTestFinished(() => client.close());
  const bytes = randomBytes(1_000);
  const { data } = await client.predict("/predict", { file: new Blob([bytes]) });
  expect(data[0]).toMatchObject({ size: 1_000 });
  await script.printed(/called by ada/);
  expect((await fetch(data[0].url!)).status).toBe(401);
});

test("the login holds over a lost connection", async () => {
  const relay = await startRelay(script.url);
  onTestFinished(() => relay.close());
  const client = await connect<typeof demo>(relay.url, { auth: ["ada", "engine"], WebSocket });
  onTestFinished(() => client.close());
  const file = await client.upload(Buffer.from("one"), "one.txt");
  relay.cut();
  relay.mend();
  expect((await client.predict("/predict", { file })).data[0]).toMatchObject({ orig_name: "one.txt" });
});

test("who does not log in, or wrongly, is told so", async () => {
  expect(await refusal({ WebSocket })).toMatchObject({
    code: "login",
    message: expect.stringContaining("{ auth: [user, password] }"),
  });
  expect(await refusal({ WebSocket, auth: ["ada", "wrong"] })).toMatchObject({
    code: "login",
    message: expect.stringContaining('the login of "ada"'),
  });
});

test("too many wrong logins are refused with the time to wait; the right one still gets in", async () => {
  for (let tries = 0; tries < 10; tries++) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    expect((await refusal({ WebSocket, auth: ["ada", `wrong ${tries}`] })).code).toBe("login");
  }
  const error = await refusal({ WebSocket, auth: ["ada", "wrong again"] });
  expect(error.message).toMatch(/Too many/);
  expect(error.retryAfterMs).toBeGreaterThan(0);
  (await connect(script.url, { WebSocket, auth: ["ada", "engine"] })).close();
});

test.each([undefined, ["ada", "engine"] as const])(
  "a signal ends the wait for a silent server (auth: %s)",
  async (auth) => {
    const stop = new AbortController();
    const server = createServer(() => stop.abort(new Error("not wanted"))).listen(0, "127.0.0.1");
    onTestFinished(() => {
      server.closeAllConnections();
      server.close();
    });
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await expect(connect(url, { auth, signal: stop.signal })).rejects.toThrow("not wanted");
  },
);
