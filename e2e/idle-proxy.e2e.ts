import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { freePort, nginxMissing, startNginx } from "./nginx.ts";
import { watchServer } from "./same-server.ts";
import { startScript } from "./script.ts";
import { openVisitor } from "./socket-visitor.ts";

const all = process.env["VITRINE_TEST_ALL"] === "1";
const apps = fileURLToPath(new URL("apps", import.meta.url));
// One heartbeat in 15 s: five minutes of nothing else, where nginx waits for 60 s as it does unless told otherwise.
const beats = 20;

interface Stream {
  readonly heard: () => string;
  /** Resolves once it has said something that many times. */
  readonly said: (what: string, times: number) => Promise<void>;
  readonly ended: Promise<void>;
}

async function listen(url: string, init: RequestInit = {}, onText: (text: string) => void = () => {}): Promise<Stream> {
  const gone = new AbortController();
  onTestFinished(() => gone.abort());
  const answer = await fetch(url, { ...init, signal: gone.signal });
  expect(answer.headers.get("content-type")).toContain("text/event-stream");
  let heard = "";
  const waiting = new Set<() => void>();
  const read = async (): Promise<void> => {
    for await (const text of answer.body!.pipeThrough(new TextDecoderStream())) {
      heard += text;
      onText(text);
      for (const look of waiting) look();
    }
  };
  const ended = read();
  ended.catch(() => {});
  return {
    heard: () => heard,
    ended,
    said: (what, times) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (heard.split(what).length > times) resolve();
        };
        waiting.add(look);
        ended.then(() => reject(new Error(`The stream ended: ${heard.slice(-300)}`)), reject);
        look();
      }),
  };
}

const post = (url: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json", ...headers }, body });

describe.skipIf(!all || nginxMissing() !== null)("behind nginx with its own timeouts", () => {
  test("an idle socket and idle event streams of five minutes live", { timeout: 600_000 }, async () => {
    const port = await freePort();
    const own = `http://127.0.0.1:${port}`;
    const script = await startScript(["--import", "tsx", "patient.ts"], apps, { VITRINE_PUBLIC_URL: own });
    onTestFinished(async () => void (await script.stop()));
    const upgrade = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
    const lines = `proxy_http_version 1.1; proxy_set_header Host $http_host;`;
    const nginx = await startNginx(
      port,
      `location /_vitrine/socket { proxy_pass ${script.url}; ${lines} ${upgrade} } location / { proxy_pass ${script.url}; ${lines} }`,
    );
    onTestFinished(() => nginx.stop());
    const isSame = await watchServer(own);

    const visitor = await openVisitor(own);
    const call = visitor.begin(["by the socket"], 2);
    await visitor.heard(call, "started");
    const begun = (await (await post(`${own}/api/wait?wait=0`, '{"text":"by events"}')).json()) as { events: string };
    const events = await listen(begun.events);
    await post(`${own}/gradio_api/queue/join`, '{"data":["by the queue"],"fn_index":2,"session_hash":"idlehash"}');
    const queue = await listen(`${own}/gradio_api/queue/data?session_hash=idlehash`);
    const heartbeat = await listen(`${own}/gradio_api/heartbeat/idlehash`);
    let link = "";
    const page = await listen(`${own}/_vitrine/stream`, { method: "POST" }, (text) => {
      link ||= /data: ([0-9a-f]{32})/.exec(text)?.[1] ?? "";
      if (text.includes("event: ping")) void post(`${own}/_vitrine/send`, "", { "x-vitrine-link": link });
    });
    await page.said("event: link", 1);
    const hello = { msg: "hello", session: "a".repeat(32), load: "b".repeat(32), calls: [] };
    expect((await post(`${own}/_vitrine/send`, JSON.stringify(hello), { "x-vitrine-link": link })).status).toBe(204);
    await page.said('"msg":"welcome"', 1);

    await heartbeat.said("ALIVE", beats + 1);
    expect(visitor.socket.readyState).toBe(WebSocket.OPEN);
    expect(events.heard().split("still here").length).toBeGreaterThan(beats / 2);
    expect(queue.heard().split('"msg":"heartbeat"').length).toBeGreaterThan(beats / 2);
    expect(page.heard().split("event: ping").length).toBeGreaterThan(beats / 2);
    expect((await post(`${own}/api/release`, "{}")).status).toBe(200);
    expect(await visitor.outcome(call)).toMatchObject({ status: "done", values: ["by the socket"] });
    await Promise.all([events.said("by events", 1), queue.said("by the queue", 1)]);
    await post(
      `${own}/_vitrine/send`,
      JSON.stringify({ msg: "call", call: "c".repeat(32), fn: 1, data: ["by the page's stream"] }),
      { "x-vitrine-link": link },
    );
    await page.said("by the page's stream", 1);
    await isSame();
  });
});
