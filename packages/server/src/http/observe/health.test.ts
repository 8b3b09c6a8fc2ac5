import { expect, test } from "vitest";
import { TestGateway, randomId } from "../../serve/test-gateway.ts";
import { describeTestApp } from "../../serve/test-app.ts";
import { parseMetrics } from "../../observe/test-metrics.ts";

const app = describeTestApp({
  functions: describeTestApp().functions.map((fn) => (fn.id === 2 ? fn : { ...fn, group: "shared gpu" })),
  queue: { ...describeTestApp().queue, groups: { "shared gpu": 1, read: 1 }, maxSize: 2 },
});

async function scrape(gateway: TestGateway): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${gateway.gateway.url}/metrics`);
  expect([answer.status, answer.headers.get("content-type")]).toEqual([
    200,
    "text/plain; version=0.0.4; charset=utf-8",
  ]);
  return parseMetrics(await answer.text());
}

test("the metrics of a known history are exact", async () => {
  await using gateway = await TestGateway.start({ app });
  const { runner, clock } = gateway;
  const page = await gateway.visitor();
  const ids = Array.from({ length: 5 }, randomId);
  const call = (index: number, fn = 1, data: string[] = ["a"]): void =>
    page.say({ msg: "call", call: ids[index] as string, fn, data, event: null });

  call(0);
  const first = await runner.nextRun();
  call(1);
  call(2, 3);
  call(3);
  // The queue holds two.
  expect((await page.next("end")).call).toBe(ids[3]);
  call(4, 77);
  expect((await page.next("end")).call).toBe(ids[4]);
  const waiting = await scrape(gateway);
  const own = 'group="gpu",function="/predict"';
  expect(waiting.get(`vitrine_calls_waiting{${own}}`)).toBe(1);
  expect(waiting.get('vitrine_calls_waiting{group="gpu",function="/all"}')).toBe(1);
  expect(waiting.get(`vitrine_runs_running{${own}}`)).toBe(1);
  expect(waiting.get('vitrine_group_limit{group="gpu"}')).toBe(1);

  page.say({ msg: "cancel", call: ids[2] as string });
  expect((await page.next("end")).call).toBe(ids[2]);
  clock.advance(3000);
  runner.done(first, ["b"]);
  const second = await runner.nextRun();
  clock.advance(40);
  const error = { code: "user", message: "No." } as const;
  runner.say({ msg: "call-end", ...second, end: { status: "error", error }, files: [] });
  runner.say({ msg: "run-end", run: second.run, ms: 40 });
  await page.next("end");
  await page.next("end");

  const told = await scrape(gateway);
  const values = (name: string): [string, number][] =>
    [...told].flatMap(([key, value]) => {
      const [, labels] = new RegExp(`^${name}\\{group="([^}]+)\\}$`).exec(key) ?? [];
      return labels === undefined || value === 0 ? [] : [[labels.replaceAll('"', ""), value]];
    });
  expect(values("vitrine_calls_accepted_total")).toEqual([
    ["gpu,function=/predict", 3],
    ["gpu,function=/all", 1],
  ]);
  expect(values("vitrine_calls_ended_total")).toEqual([
    ["gpu,function=/predict,status=done", 1],
    ["gpu,function=/predict,status=error", 1],
    ["gpu,function=/all,status=cancelled", 1],
  ]);
  expect(values("vitrine_call_errors_total")).toEqual([["gpu,function=/predict,code=user", 1]]);
  expect(values("vitrine_calls_refused_total")).toEqual([
    ["gpu,function=/predict,reason=queue-full", 1],
    ["unknown,function=unknown,reason=not-found", 1],
  ]);
  expect([...values("vitrine_calls_waiting"), ...values("vitrine_runs_running")]).toEqual([]);
  expect(told.get(`vitrine_call_wait_seconds_sum{${own}}`)).toBeCloseTo(3, 6);
  expect(told.get(`vitrine_call_run_seconds_sum{${own}}`)).toBeCloseTo(3.04, 6);
  expect(told.get(`vitrine_call_run_seconds_bucket{${own},le="0.05"}`)).toBe(1);
  expect(told.get(`vitrine_call_run_seconds_bucket{${own},le="5"}`)).toBe(2);
  expect([told.get("vitrine_sessions"), told.get("vitrine_sockets")]).toEqual([1, 1]);
  // Three ticks of the manual clock, none of them late.
  expect(told.get("vitrine_event_loop_delay_seconds_count")).toBe(3);
  expect(told.get("vitrine_script_delay_seconds")).toBe(0);
  await page.leave();
  expect((await scrape(gateway)).get("vitrine_sockets")).toBe(0);
});

test("a script that does not answer holds a scrape up for a second, and is asked once", async () => {
  await using gateway = await TestGateway.start();
  gateway.runner.deaf = true;
  const [one, other] = [scrape(gateway), scrape(gateway)];
  await gateway.runner.next("ping");
  const progress = { answered: false };
  void Promise.all([one, other]).finally(() => {
    progress.answered = true;
  });
  while (!progress.answered) {
    gateway.clock.advance(100);
    // oxlint-disable-next-line no-await-in-loop -- each turn lets requests come in
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect((await one).get("vitrine_script_delay_seconds")).toBeGreaterThanOrEqual(1);
  expect((await other).get("vitrine_script_delay_seconds")).toBeGreaterThanOrEqual(1);
  expect(gateway.runner.inbox.all.filter(({ msg }) => msg === "ping")).toHaveLength(1);
});

test("labels and strangers: names with quotes are escaped, and a call cannot make a series", async () => {
  const [fn] = describeTestApp().functions;
  const odd = describeTestApp({ functions: [{ ...fn!, label: '/a"b\\c\nd', group: "predict" }] });
  await using gateway = await TestGateway.start({ app: odd });
  const page = await gateway.visitor();
  const before = (await scrape(gateway)).size;
  for (let fnId = 100; fnId < 150; fnId++) {
    page.say({ msg: "call", call: randomId(), fn: fnId, data: [], event: null });
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await page.next("end");
  }
  const after = await scrape(gateway);
  expect(after.size).toBe(before + 1);
  expect(after.get('vitrine_calls_waiting{group="/a\\"b\\\\c\\nd",function="/a\\"b\\\\c\\nd"}')).toBe(0);
});

test("health says that the gateway lives, readiness whether it takes calls; a proxy is told no details", async () => {
  await using gateway = await TestGateway.start();
  const { url } = gateway.gateway;
  const ask = async (
    path: string,
    headers: Record<string, string> = {},
  ): Promise<[number, Record<string, unknown>]> => {
    const answer = await fetch(`${url}${path}`, { headers });
    return [answer.status, (await answer.json()) as Record<string, unknown>];
  };
  const proxied = { "x-forwarded-for": "127.0.0.1" };
  expect(await ask("/healthz", proxied)).toEqual([200, { status: "ok" }]);
  expect(await ask("/readyz", proxied)).toEqual([200, { status: "ready" }]);
  expect(await ask("/healthz")).toEqual([200, expect.objectContaining({ status: "ok", waiting: 0, sessions: 0 })]);
  expect(await ask("/readyz")).toEqual([200, expect.objectContaining({ status: "ready", running: 0 })]);
  const refused = await fetch(`${url}/metrics`, { headers: proxied });
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("publicMetrics: true")]);

  const page = await gateway.visitor();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["a"], event: null });
  const run = await gateway.runner.nextRun();
  const drained = gateway.gateway.drain(10_000);
  expect(await ask("/readyz", proxied)).toEqual([503, { status: "draining" }]);
  expect((await ask("/healthz"))[0]).toBe(200);
  gateway.runner.done(run, ["b"]);
  await drained;
  gateway.gateway.abandon("The script has ended.");
  expect(await ask("/readyz", proxied)).toEqual([503, { status: "gone" }]);
  expect((await ask("/healthz"))[0]).toBe(200);
});

test("publicMetrics opens the numbers to everyone, and nothing else", async () => {
  const observe = { monitor: { users: null }, publicMetrics: true, logCalls: false };
  await using gateway = await TestGateway.start({ settings: { observe, host: "0.0.0.0" } });
  const port = new URL(gateway.gateway.url).port;
  const headers = { host: `demo.example:${port}`, "x-forwarded-for": "192.0.2.1" };
  const ask = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${port}${path}`, { headers });
  parseMetrics(await (await ask("/metrics")).text());
  expect(await (await ask("/readyz")).json()).toMatchObject({ waiting: 0 });
  expect((await ask("/_vitrine/monitor")).status).toBe(403);
});
