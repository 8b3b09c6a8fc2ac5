import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { parseServerMessages } from "@vitrine/protocol";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { type CrowdApp, logIn, startCrowdApp } from "./app.ts";

/** Who calls: an address, and the cookie that tells who it is where there is one. */
interface Caller {
  readonly address: string;
  readonly cookie?: string;
}

/** Calls the app's `wait` with each text, and returns when all were accepted. */
type Way = (app: CrowdApp, caller: Caller, texts: readonly string[]) => Promise<void>;

const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const newId = (): string => randomBytes(16).toString("hex");

async function post(app: CrowdApp, { address, cookie }: Caller, path: string, body: string): Promise<IncomingMessage> {
  const type = path === "/login" ? "application/x-www-form-urlencoded" : "application/json";
  const headers = { "content-type": type, ...(cookie === undefined ? {} : { cookie }) };
  const { hostname, port } = new URL(app.url);
  const asked = request({ hostname, port, path, method: "POST", headers, agent, localAddress: address });
  asked.end(body);
  const [response] = (await once(asked, "response")) as [IncomingMessage];
  response.resume();
  await once(response, "end");
  return response;
}

/** One request a call. */
const byRequest =
  (path: string, body: (app: CrowdApp, text: string) => object): Way =>
  async (app, caller, texts) => {
    const answers = await Promise.all(texts.map((text) => post(app, caller, path, JSON.stringify(body(app, text)))));
    for (const { statusCode } of answers) expect(statusCode).toBeOneOf([200, 202]);
  };

const ways: Readonly<Record<string, Way>> = {
  "over one socket": async (app, { address }, texts) => {
    const socket = new WebSocket(`${app.url.replace("http", "ws")}/_vitrine/socket`, { localAddress: address });
    onTestFinished(() => socket.terminate());
    await once(socket, "open");
    socket.send(JSON.stringify({ msg: "hello", session: newId(), load: newId(), calls: [] }));
    const accepted = new Promise<void>((resolve) => {
      let count = 0;
      socket.on("message", (data: Buffer) => {
        count += parseServerMessages(data.toString()).filter(({ msg }) => msg === "accepted").length;
        if (count === texts.length) resolve();
      });
    });
    for (const text of texts) {
      socket.send(JSON.stringify({ msg: "call", call: newId(), fn: app.fn("wait"), data: [text] }));
    }
    await accepted;
  },
  "with a new session_hash each": byRequest("/gradio_api/queue/join", (app, text) => ({
    data: [text],
    fn_index: app.fn("wait"),
    session_hash: newId(),
  })),
  "with a call each": byRequest("/gradio_api/call/wait", (_, text) => ({ data: [text] })),
  "over the simple API": byRequest("/api/wait?wait=0", (_, text) => ({ text })),
};

/** Lets some callers call so often in all, then one more call once, and tells how many calls started in between. */
async function startsBefore(app: CrowdApp, way: Way, many: readonly Caller[], single: Caller): Promise<number> {
  const calls = 1_000;
  await app.call("shut");
  const each = calls / many.length;
  await Promise.all(
    many.map((caller, who) =>
      way(
        app,
        caller,
        Array.from({ length: each }, (_, n) => `${who}: ${n}`),
      ),
    ),
  );
  await way(app, single, ["single"]);
  await app.call("open");
  let started: string[] = [];
  await expect
    .poll(
      async () => {
        ({ started } = (await app.call("started")) as { started: string[] });
        return started.length;
      },
      { timeout: 30_000 },
    )
    .toBe(calls + 1);
  // The first call ran already when the single one came.
  const before = started.indexOf("single") - 1;
  expect(before).toBeGreaterThanOrEqual(0);
  return before;
}

for (const [name, way] of Object.entries(ways)) {
  test(`a single call starts after at most two starts of each caller with many: ${name}`, async () => {
    const app = await startCrowdApp();
    const alone = await startsBefore(app, way, [{ address: "127.0.0.1" }], { address: "127.0.0.2" });
    expect(alone).toBeLessThanOrEqual(2);
    const others = Array.from({ length: 20 }, (_, who) => ({ address: `127.0.1.${who + 1}` }));
    const among = await startsBefore(app, way, others, { address: "127.0.0.2" });
    expect(among).toBeLessThanOrEqual(2 * others.length);
  });
}

test("behind one address callers are told apart by the page's cookie", async () => {
  const app = await startCrowdApp();
  const cookieOf = async () => (await fetch(app.url)).headers.get("set-cookie")!.split(";")[0]!;
  const [first, second] = [await cookieOf(), await cookieOf()].map((cookie) => ({ address: "127.0.0.1", cookie }));
  expect(await startsBefore(app, ways["over the simple API"]!, [first!], second!)).toBeLessThanOrEqual(2);
});

test("behind one address callers are told apart by their login", async () => {
  const app = await startCrowdApp([], { USERS: "yes" });
  const [ann, bob] = [await logIn(app.url, "ann"), await logIn(app.url, "bob")];
  const [first, second] = [ann, bob].map((cookie) => ({ address: "127.0.0.1", cookie }));
  expect(await startsBefore(app, ways["over the simple API"]!, [first!], second!)).toBeLessThanOrEqual(2);
});
