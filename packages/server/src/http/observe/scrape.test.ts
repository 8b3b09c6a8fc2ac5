import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { declarationOf } from "../../apps/app.ts";
import { api, Blocks, Column, Textbox, UserError } from "../../index.ts";
import { launchApp } from "../../launch/launch.ts";
import { parseMetrics } from "../../observe/test-metrics.ts";

vi.setConfig({ testTimeout: 60_000 });

function makeApp(): { app: Blocks; release: () => void } {
  const waiting: (() => void)[] = [];
  const word = Textbox({ name: "word" });
  const app = new Blocks({
    title: "Scraped",
    layout: Column(),
    events: {
      // Goes only when it is full.
      pack: api({
        inputs: [word],
        outputs: Textbox(),
        batch: true,
        maxBatchSize: 3,
        batchTimeoutMs: 600_000,
        fn: (words) => words.map((each) => (each === "bad" ? new UserError("Bad.") : `${words.length}`)),
      }),
      hold: api({
        inputs: [word],
        outputs: Textbox(),
        fn: async (given) => {
          if (given === "wait") await new Promise<void>((resolve) => waiting.push(resolve));
          return given;
        },
      }),
    },
  });
  return { app: app.queue({ maxSize: 2 }), release: () => waiting.splice(0).forEach((resolve) => resolve()) };
}

async function scrape(url: string): Promise<ReadonlyMap<string, number>> {
  return parseMetrics(await (await fetch(`${url}/metrics`)).text());
}

test("what a scraper is told of a launched app is exactly what its callers did", async () => {
  const { app, release } = makeApp();
  const running = await launchApp(declarationOf(app), { port: 0, quiet: true });
  onTestFinished(() => running.close());
  const call = (name: string, word: unknown, wait = ""): Promise<Response> =>
    fetch(`${running.url}/api/${name}${wait}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ word }),
    });
  const packed = await Promise.all([call("pack", "a"), call("pack", "bad"), call("pack", "b")]);
  expect(packed.map(({ status }) => status)).toEqual([200, 422, 200]);
  expect((await call("hold", "quick")).status).toBe(200);
  expect((await call("hold", 7)).status).toBe(422);
  expect((await call("hold", "wait", "?wait=0")).status).toBe(202);
  const second = await call("hold", "wait", "?wait=0");
  expect((await call("hold", "later", "?wait=0")).status).toBe(202);
  expect((await call("hold", "too many")).status).toBe(503);
  const now = await scrape(running.url);
  const hold = 'group="/hold",function="/hold"';
  expect(now.get(`vitrine_calls_waiting{${hold}}`)).toBe(2);
  expect(now.get(`vitrine_runs_running{${hold}}`)).toBe(1);
  expect(now.get('vitrine_group_limit{group="/hold"}')).toBe(1);
  await fetch(second.headers.get("location")!, { method: "DELETE" });
  release();
  const last = await call("hold", "last");
  expect(last.status).toBe(200);

  const told = await scrape(running.url);
  const pack = 'group="/pack",function="/pack"';
  const exact: Record<string, number> = {
    [`vitrine_calls_accepted_total{${pack}}`]: 3,
    [`vitrine_calls_accepted_total{${hold}}`]: 6,
    [`vitrine_calls_ended_total{${pack},status="done"}`]: 2,
    [`vitrine_calls_ended_total{${pack},status="error"}`]: 1,
    [`vitrine_calls_ended_total{${hold},status="done"}`]: 4,
    [`vitrine_calls_ended_total{${hold},status="error"}`]: 0,
    [`vitrine_calls_ended_total{${hold},status="cancelled"}`]: 1,
    [`vitrine_call_errors_total{${pack},code="user"}`]: 1,
    [`vitrine_calls_refused_total{${hold},reason="invalid"}`]: 1,
    [`vitrine_calls_refused_total{${hold},reason="queue-full"}`]: 1,
    [`vitrine_calls_waiting{${hold}}`]: 0,
    [`vitrine_runs_running{${hold}}`]: 0,
    [`vitrine_call_wait_seconds_count{${hold}}`]: 4,
    [`vitrine_call_run_seconds_count{${hold}}`]: 4,
    [`vitrine_batch_size_bucket{${pack},le="2"}`]: 0,
    [`vitrine_batch_size_bucket{${pack},le="4"}`]: 1,
    [`vitrine_batch_size_sum{${pack}}`]: 3,
    [`vitrine_batch_size_count{${pack}}`]: 1,
    vitrine_sockets: 0,
  };
  expect(Object.fromEntries(Object.keys(exact).map((key) => [key, told.get(key)]))).toEqual(exact);
  expect([...told.keys()].some((key) => key.startsWith("vitrine_batch_size") && key.includes("/hold"))).toBe(false);
  const cpu = told.get("process_cpu_seconds_total") as number;
  expect(cpu).toBeGreaterThan(0);
});

test("two apps in one process count for themselves", async () => {
  const [one, other] = [makeApp(), makeApp()];
  const [first, second] = await Promise.all([
    launchApp(declarationOf(one.app), { port: 0, quiet: true }),
    launchApp(declarationOf(other.app), { port: 0, quiet: true }),
  ]);
  onTestFinished(async () => void (await Promise.all([first.close(), second.close()])));
  await fetch(`${first.url}/api/hold`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"word":"a"}',
  });
  const done = 'vitrine_calls_ended_total{group="/hold",function="/hold",status="done"}';
  expect([(await scrape(first.url)).get(done), (await scrape(second.url)).get(done)]).toEqual([1, 0]);
});

test("an app in somebody's server answers below its path, to this machine alone", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { app } = makeApp();
  const running = await app.attach(server, { path: "/demo", quiet: true });
  onTestFinished(async () => {
    await running.close();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/demo`;
  const sizes = (await scrape(url)).get('vitrine_batch_size_count{group="/pack",function="/pack"}');
  expect(sizes).toBe(0);
  const status = async (path: string, headers: Record<string, string> = {}): Promise<number> =>
    (await fetch(`${url}${path}`, { headers })).status;
  expect(await status("/_vitrine/monitor")).toBe(200);
  const proxied = { "x-forwarded-for": "127.0.0.1" };
  expect([await status("/metrics", proxied), await status("/_vitrine/monitor", proxied)]).toEqual([403, 403]);
  // A server that speaks fetch knows nothing of the other end.
  const { app: fetched } = makeApp();
  onTestFinished(() => fetched.close());
  const answer = await fetched.fetch(new Request("http://127.0.0.1/metrics"), { quiet: true });
  expect(answer.status).toBe(403);
});
