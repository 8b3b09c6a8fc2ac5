import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type Socket } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { TestGateway } from "./test-gateway.ts";
import { askOffering } from "../launch/test-visitor.ts";
import { browserHost, listenOnFirst } from "./listen.ts";

async function start(options: Parameters<typeof TestGateway.start>[0]): Promise<TestGateway> {
  const server = await TestGateway.start(options);
  onTestFinished(() => server[Symbol.asyncDispose]());
  return server;
}

function open({ gateway }: TestGateway): Socket {
  const socket = connect(gateway.port, "127.0.0.1");
  socket.on("error", () => {});
  onTestFinished(() => void socket.destroy());
  return socket;
}

/** What comes until the server closes. */
async function readAll(socket: Socket): Promise<string> {
  let text = "";
  for await (const piece of socket.setEncoding("utf8")) text += piece;
  return text;
}

describe("a server", () => {
  it("cuts off whoever does not send its headers in time, and serves others", async () => {
    const server = await start({ limits: { headerMs: 100 } });
    const slow = open(server);
    slow.write("GET / HTTP/1.1\r\nHost: 127");
    expect(await readAll(slow)).toMatch(/^HTTP\/1\.1 408 /);
    expect((await fetch(`${server.gateway.url}/config`)).status).toBe(200);
  });

  it("answers whoever offers HTTP/2 beside the question, as curl and Java do", async () => {
    const { gateway } = await start({});
    expect(await askOffering(`${gateway.url}/config`)).toContain('"title":"Echo');
    expect(await askOffering(`${gateway.url}/api/predict`, '{"text":5}')).toContain('"code":"invalid"');
  });

  it("holds no more connections than it may, and takes a new one once another has ended", async () => {
    const server = await start({ limits: { connections: 2 } });
    const first = open(server);
    const second = open(server);
    await Promise.all([once(first, "connect"), once(second, "connect")]);
    expect(await readAll(open(server)).catch(() => "")).toBe("");
    first.destroy();
    await expect
      .poll(() =>
        fetch(`${server.gateway.url}/config`).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(200);
  });
});

describe("listening", () => {
  it("takes the first free port", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    onTestFinished(() => void other.close());
    const { port } = other.address() as { port: number };
    const server = createServer();
    onTestFinished(() => void server.close());
    expect(await listenOnFirst(server, "127.0.0.1", [port, 0])).not.toBe(port);
    await expect(listenOnFirst(createServer(), "127.0.0.1", [port])).rejects.toThrow(
      new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken .* launch\\(\\{ port \\}\\)`),
    );
    await expect(listenOnFirst(createServer(), "127.0.0.1", [port, port])).rejects.toThrow(/are all taken/);
  });

  it("says what is wrong with a host", async () => {
    await expect(listenOnFirst(createServer(), "192.0.2.254", [0])).rejects.toThrow(/this machine has no such address/);
  });

  it.each([
    ["0.0.0.0", "127.0.0.1"],
    ["::", "[::1]"],
    ["::1", "[::1]"],
    ["192.168.1.2", "192.168.1.2"],
    ["localhost", "localhost"],
  ])("on %s is opened as %s", (address, host) => {
    expect(browserHost(address)).toBe(host);
  });
});
