import { once } from "node:events";
import { request, type ClientRequest, type IncomingMessage } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { TestGateway } from "../../serve/test-gateway.ts";

async function start(limits: Parameters<typeof TestGateway.start>[0] = {}): Promise<TestGateway> {
  const server = await TestGateway.start(limits);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

/** An open stream, what came by it so far, and the secret for POSTs. */
class OpenStream {
  heard = "";
  ended = false;
  readonly answer: IncomingMessage;
  readonly #url: string;

  private constructor(url: string, answer: IncomingMessage) {
    this.#url = url;
    this.answer = answer;
    answer.setEncoding("utf8").on("data", (text: string) => {
      this.heard += text;
    });
    answer.on("close", () => {
      this.ended = true;
    });
    answer.on("error", () => {});
  }

  static async open({ gateway }: TestGateway): Promise<OpenStream> {
    const asked = request(`${gateway.url}/_vitrine/stream`, { method: "POST" }).end();
    const [answer] = (await once(asked, "response")) as [IncomingMessage];
    onTestFinished(() => void asked.destroy());
    asked.on("error", () => {});
    const stream = new OpenStream(gateway.url, answer);
    await stream.until("event: link");
    return stream;
  }

  get link(): string {
    return /event: link\ndata: (\w{32})\n/.exec(this.heard)?.[1] ?? "";
  }

  async until(text: string): Promise<void> {
    while (!this.heard.includes(text)) {
      if (this.ended) throw new Error(`The stream ended before ${text}: ${this.heard.slice(-300)}`);
      // oxlint-disable-next-line no-await-in-loop -- pieces come one after another
      await Promise.race([once(this.answer, "data"), once(this.answer, "close")]);
    }
  }

  /** Begins a POST whose body the test writes. */
  begin(): ClientRequest {
    const headers = { "content-type": "application/json", "x-vitrine-link": this.link };
    return request(`${this.#url}/_vitrine/send`, { method: "POST", headers });
  }

  async send(message: object | ""): Promise<number | undefined> {
    const post = this.begin().end(message === "" ? "" : JSON.stringify(message));
    const [{ statusCode }] = (await once(post, "response")) as [IncomingMessage];
    return statusCode;
  }
}

const id = (digit: string): string => digit.repeat(32);
const hello = (session = id("a"), load = id("b")) => ({ msg: "hello", session, load, calls: [] });

test("a call goes out by POST and comes back by the stream", async () => {
  const server = await start();
  const stream = await OpenStream.open(server);
  expect(await stream.send(hello())).toBe(204);
  await stream.until('"msg":"welcome"');
  expect(await stream.send({ msg: "call", call: id("c"), fn: 1, data: ["hey"] })).toBe(204);
  await stream.until('"msg":"started"');
  expect(await stream.send({ msg: "cancel", call: id("c") })).toBe(204);
  await stream.until('"status":"cancelled"');
});

test("a page of another origin that may call may also read the stream", async () => {
  const server = await start();
  const { url } = server.gateway;
  const origin = "http://localhost:1";
  const leave = new AbortController();
  const answer = await fetch(`${url}/_vitrine/stream`, { method: "POST", headers: { origin }, signal: leave.signal });
  expect(answer.headers.get("access-control-allow-origin")).toBe(origin);
  leave.abort();
});

test("the operator hears once of pages whose WebSockets are blocked, and not of programs that have none", async () => {
  const server = await start();
  const hints = (): number => server.lines.filter(({ text }) => text.includes("proxy_set_header")).length;
  await OpenStream.open(server);
  expect(hints()).toBe(0);
  for (let page = 0; page < 2; page += 1) {
    const answer = await fetch(`${server.gateway.url}/_vitrine/stream`, {
      method: "POST",
      headers: { origin: server.gateway.url },
    });
    await answer.body?.cancel();
  }
  expect(hints()).toBe(1);
});

test("a message is taken in whole before the next one", async () => {
  const stream = await OpenStream.open(await start());
  const first = stream.begin();
  first.write(" ");
  await expect.poll(() => stream.send(hello())).toBe(409);
  first.end(JSON.stringify(hello()));
  const [{ statusCode }] = (await once(first, "response")) as [IncomingMessage];
  expect(statusCode).toBe(204);
  await stream.until('"msg":"welcome"');
});

test("a page that answers pings stays, one that does not is let go", async () => {
  const server = await start();
  const stream = await OpenStream.open(server);
  await stream.send(hello());
  await stream.until('"msg":"welcome"');
  for (const pings of [1, 2]) {
    server.clock.advance(21_000);
    await expect.poll(() => stream.heard.split("event: ping").length - 1).toBe(pings);
    expect(await stream.send("")).toBe(204);
  }
  server.clock.advance(21_000);
  await expect.poll(() => stream.heard.split("event: ping").length - 1).toBe(3);
  server.clock.advance(21_000);
  await expect.poll(() => stream.ended).toBe(true);
  expect(await stream.send("")).toBe(404);
});

test("a stream without hello is closed", async () => {
  const server = await start();
  const stream = await OpenStream.open(server);
  server.clock.advance(11_000);
  await stream.until("event: close\ndata: 1008");
  expect(await stream.send(hello())).toBe(404);
});

test("a socket of the same page takes its stream's place, and the other way round", async () => {
  const server = await start();
  const stream = await OpenStream.open(server);
  await stream.send(hello());
  await stream.until('"msg":"welcome"');
  const socket = await server.page();
  await socket.hello(id("a"), id("b"));
  await stream.until("event: close\ndata: 4001");
  const again = await OpenStream.open(server);
  const closed = once(socket.socket, "close");
  await again.send(hello());
  await again.until(`"session":"${id("a")}"`);
  expect((await closed)[0]).toBe(4001);
});

test("a page that does not read leaves out values that later ones replace, and gets the last when it reads", async () => {
  const server = await start({ limits: { unsent: 100_000 } });
  const stream = await OpenStream.open(server);
  await stream.send(hello());
  await stream.send({ msg: "call", call: id("c"), fn: 1, data: ["a"] });
  const run = await server.runner.nextRun();
  await stream.until('"msg":"started"');
  stream.answer.pause();
  for (let count = 0; count < 100; count += 1) {
    server.runner.yield(run, [`${count} ${String.fromCharCode(97 + (count % 26)).repeat(200_000)}`], 8);
    // oxlint-disable-next-line no-await-in-loop -- the runner waits, too
    if (count % 2 === 1) await server.runner.next("ack");
  }
  server.runner.done(run, ["last"]);
  stream.answer.resume();
  await stream.until('"status":"done"');
  expect(stream.heard).toContain('"last"');
  expect(stream.heard.length).toBeLessThan(70 * 200_000);
});
