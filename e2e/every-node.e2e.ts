import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { nodeOf } from "./node-24.ts";
import { watchServer } from "./same-server.ts";
import { type RunningScript, startScript } from "./script.ts";
import { openVisitor } from "./socket-visitor.ts";

const all = process.env["VITRINE_TEST_ALL"] === "1";
const apps = fileURLToPath(new URL("apps", import.meta.url));

async function start(version: string, app: string): Promise<RunningScript> {
  const script = await startScript(["--import", "tsx", app], apps, {}, await nodeOf(version));
  onTestFinished(async () => void (await script.stop()));
  return script;
}

/** The first line of the answer to an upgrade with these header lines. */
async function upgrade(url: string, lines: readonly string[]): Promise<string> {
  const { hostname, port, host } = new URL(url);
  const socket = connect(Number(port), hostname);
  onTestFinished(() => void socket.destroy());
  const head = [
    "GET /_vitrine/socket HTTP/1.1",
    `host: ${host}`,
    "connection: Upgrade",
    "upgrade: websocket",
    "sec-websocket-version: 13",
    "sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==",
    ...lines,
  ];
  socket.write(`${head.join("\r\n")}\r\n\r\n`);
  const cut = once(socket, "close").then(() => [Buffer.from("cut off")]);
  const [bytes] = (await Promise.race([once(socket, "data"), cut])) as [Buffer];
  return bytes.toString("latin1").split("\r\n")[0]!;
}

// The oldest that is supported, and the newest of each line.
describe.skipIf(!all || process.platform !== "linux").each(["20.19.0", "20", "22", "24"])("Node %s", (version) => {
  test("takes headers of any name", async () => {
    const { url } = await start(version, "echo-json.ts");
    const isSame = await watchServer(url);
    const names = ["__proto__", "constructor", "toString", "valueOf", "hasOwnProperty", "prototype"];
    for (const name of names) {
      const answer = await upgrade(url, [`${name}: x`, `${name}: y`]);
      expect([name, answer]).toEqual([name, "HTTP/1.1 101 Switching Protocols"]);
    }
    await isSame();
  });

  test("ends an app whose main thread is held", async () => {
    const script = await start(version, "faulty.ts");
    const visitor = await openVisitor(script.url);
    const call = visitor.begin(["for ever", ""]);
    await visitor.heard(call, "started");
    const exit = once(script.child, "exit");
    script.child.kill("SIGTERM");
    expect((await visitor.outcome(call)).error?.code).toBe("stopping");
    expect(await exit).toEqual([0, null]);
    expect(script.output()).not.toMatch(/internal\/test\/binding|DEP0111/);
  });
});
