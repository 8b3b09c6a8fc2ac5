import { describe, expect, test } from "vitest";
import type { FunctionDescription, QueueSettings } from "../app-model/description.ts";
import { describeTestApp } from "./test-app.ts";
import { randomId, TestGateway, type HandPage } from "./test-gateway.ts";

function start(fn: Partial<FunctionDescription>, queue: Partial<QueueSettings> = {}): Promise<TestGateway> {
  const app = describeTestApp({}, fn);
  return TestGateway.start({ app: { ...app, queue: { ...app.queue, ...queue } } });
}

function call(page: HandPage, text: string): string {
  const id = randomId();
  page.say({ msg: "call", call: id, fn: 1, data: [text] });
  return id;
}

async function post(server: TestGateway, path: string, body: object): Promise<Response> {
  return await fetch(`${server.gateway.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

describe("rateLimit", () => {
  test("refuses one call too many on the page and on every route, and says when to come back", async () => {
    await using server = await start({ rateLimit: { calls: 2, perMs: 9000 } });
    const page = await server.visitor();
    server.clock.advance(1000);
    for (const text of ["one", "two"]) call(page, text);
    await page.next("position");
    server.clock.advance(6000);
    const third = call(page, "three");
    expect(await page.next("end")).toEqual({
      msg: "end",
      call: third,
      n: 0,
      status: "error",
      ranMs: 0,
      error: {
        code: "rate-limit",
        title: "Too many calls",
        message: "2 calls in 9 s are the most here. Try again in 3 s.",
        retryAfterMs: 3000,
      },
    });
    const answers = await Promise.all([
      post(server, "/api/predict", { text: "four" }),
      post(server, "/gradio_api/call/predict", { data: ["five"] }),
      post(server, "/gradio_api/queue/join", { data: ["six"], fn_index: 1, session_hash: "s" }),
      post(server, "/gradio_api/api/predict", { data: ["seven"] }),
    ]);
    expect(answers.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual(
      answers.map(() => [429, "3"]),
    );
    expect(await answers[0]?.json()).toMatchObject({ code: "rate-limit", status: 429 });
    server.clock.advance(3000);
    expect((await post(server, "/gradio_api/call/predict", { data: ["eight"] })).status).toBe(200);
  });

  test("by address holds whoever takes a new cookie for each call, behind a trusted proxy, whatever port it writes", async () => {
    const app = describeTestApp({}, { rateLimit: { calls: 3, perMs: 9000, by: "address" } });
    const page = { "index.html": "<html><head></head></html>" };
    await using server = await TestGateway.start({ app, page, settings: { trustProxy: true } });
    const { url } = server.gateway;
    const from = async (address: string): Promise<number[]> => {
      const statuses: number[] = [];
      for (let port = 1; port <= 4; port += 1) {
        const headers = { "x-forwarded-for": `6.6.6.${port}, ${address}:${port}` };
        // oxlint-disable-next-line no-await-in-loop -- one call after the other
        const visit = await fetch(url, { headers });
        const cookie = visit.headers.get("set-cookie")!.split(";")[0]!;
        const [path, more] = port % 2 === 0 ? ["call/predict", {}] : ["queue/join", { fn_index: 1, session_hash: "s" }];
        // oxlint-disable-next-line no-await-in-loop -- one call after the other
        const answer = await fetch(`${url}/gradio_api/${path}`, {
          method: "POST",
          headers: { ...headers, cookie, "content-type": "application/json" },
          body: JSON.stringify({ data: ["x"], ...more }),
        });
        statuses.push(answer.status);
      }
      return statuses;
    };
    expect(await from("203.0.113.7")).toEqual([200, 200, 200, 429]);
    expect(await from("203.0.113.8")).toEqual([200, 200, 200, 429]);
    expect(await from("127.0.0.1")).toEqual([200, 200, 200, 200]);
    expect(server.lines.filter(({ text }) => text.startsWith("The addresses of visitors"))).toHaveLength(1);
  });

  test("of the queue counts all functions that queue; what the queue refused counts not", async () => {
    await using server = await start({}, { rateLimit: { calls: 2, perMs: 1000 }, maxSize: 0 });
    const page = await server.visitor();
    call(page, "runs");
    await page.next("started");
    for (let tries = 0; tries < 3; tries += 1) {
      call(page, "no room");
      expect(await page.next("end")).toMatchObject({ error: { code: "queue-full" } });
    }
    page.say({ msg: "call", call: randomId(), fn: 3, data: ["another function"] });
    expect(await page.next("started")).toBeDefined();
    call(page, "too many");
    expect(await page.next("end")).toMatchObject({ error: { code: "rate-limit" } });
  });
});

describe("the script is asked", () => {
  test("for cost and key of calls that wait, and its answers decide the order", async () => {
    await using server = await start({ hasCost: true, hasBatchKey: true, batch: true, maxBatchSize: 8 });
    const page = await server.visitor();
    call(page, "runs");
    const first = await server.runner.next("run");
    const [large, small, alike] = [call(page, "large"), call(page, "small"), call(page, "alike")];
    const answers = { large: { cost: 90, key: "a" }, small: { cost: 1, key: "b" }, alike: { cost: 1, key: "b" } };
    const asks = new Map<string, number>();
    for (const text of ["large", "small", "alike"]) {
      const { ask, question } = await server.runner.next("ask");
      expect(question).toMatchObject({ about: "call", fn: 1, call: { data: [text], attempt: 1 } });
      asks.set(text, ask);
    }
    for (const text of ["small", "alike", "large"] as const) {
      server.runner.say({ msg: "answer", ask: asks.get(text) ?? 0, answer: { ...answers[text], problems: {} } });
    }
    server.runner.say({ msg: "run-end", run: first.run, ms: 1 });
    const second = await server.runner.next("run");
    expect(second.calls.map((one) => one.call)).toEqual([small, alike]);
    server.runner.say({ msg: "run-end", run: second.run, ms: 1 });
    expect((await server.runner.next("run")).calls.map((one) => one.call)).toEqual([large]);
  });

  test("without a call having to wait for the answer, and a late or a wrong one harms nobody", async () => {
    await using server = await start({ hasCost: true });
    const page = await server.visitor();
    call(page, "runs");
    const first = await server.runner.nextRun();
    const waiting = call(page, "waits");
    const asked = await server.runner.next("ask");
    server.runner.done(first, ["done"]);
    const second = await server.runner.nextRun();
    expect(second.call).toBe(waiting);
    const answer = { cost: Number.NaN, problems: { cost: "TypeError: no number" } };
    for (const ask of [asked.ask, asked.ask, 999]) server.runner.say({ msg: "answer", ask, answer });
    call(page, "waits, too");
    server.runner.say({ msg: "answer", ask: (await server.runner.next("ask")).ask, answer });
    server.runner.done(second, ["done"]);
    server.runner.done(await server.runner.nextRun(), ["done"]);
    await page.next("end");
    expect(server.lines.filter(({ level }) => level === "warning")).toEqual([
      { level: "warning", text: "/predict: cost failed; told once: TypeError: no number" },
    ]);
  });
});

describe("callerOf", () => {
  test("is asked once a session, before the page is welcomed, and decides whose turn it is", async () => {
    await using server = await start(
      { perCallerLimit: 1 },
      { asksCaller: true, groups: { predict: 9, read: 1, all: 1 } },
    );
    const [session, load] = [randomId(), randomId()];
    const page = await server.page({ "x-team": "blue", cookie: "secret=1" });
    page.say({ msg: "hello", session, load, calls: [] });
    const { ask, question } = await server.runner.next("ask");
    expect(question).toMatchObject({ about: "caller", request: { address: "127.0.0.1", user: null } });
    expect(JSON.stringify(question)).toContain("blue");
    expect(JSON.stringify(question)).not.toContain("secret");
    const early = call(page, "runs");
    expect(page.inbox.all).toEqual([]);
    server.runner.say({ msg: "answer", ask, answer: { caller: "blue", problems: {} } });
    await page.next("welcome");
    expect(await page.next("started")).toMatchObject({ call: early });
    const again = await server.page();
    expect(await again.hello(session, load)).toBe(session);
    call(again, "stands aside");
    expect(await again.next("position")).toMatchObject({ rank: 0, size: 1 });
    const answer = post(server, "/gradio_api/call/predict", { data: ["another team"] });
    const second = await server.runner.next("ask");
    server.runner.say({ msg: "answer", ask: second.ask, answer: { caller: "red", problems: {} } });
    expect((await answer).status).toBe(200);
    expect((await server.runner.next("run")).calls[0]?.data).toEqual(["another team"]);
  });

  test("that does not answer in 5 s, or answers wrong, leaves callers as they are, and is told once", async () => {
    await using server = await start({}, { asksCaller: true });
    for (let visits = 0; visits < 2; visits += 1) {
      const page = await server.page();
      page.say({ msg: "hello", session: randomId(), load: randomId(), calls: [] });
      await server.runner.next("ask");
      server.clock.advance(5000);
      await page.next("welcome");
      call(page, "served all the same");
      await page.next("accepted");
    }
    const page = await server.page();
    page.say({ msg: "hello", session: randomId(), load: randomId(), calls: [] });
    const { ask } = await server.runner.next("ask");
    server.runner.say({ msg: "answer", ask, answer: { problems: { callerOf: "TypeError: gave a number" } } });
    await page.next("welcome");
    expect(server.lines.map(({ text }) => text)).toEqual([
      "callerOf did not answer within 5 s; told once.",
      "callerOf: callerOf failed; told once: TypeError: gave a number",
    ]);
  });

  test("answers for a page that has left meanwhile harm nobody", async () => {
    await using server = await start({}, { asksCaller: true });
    const page = await server.page();
    page.say({ msg: "hello", session: randomId(), load: randomId(), calls: [] });
    const { ask } = await server.runner.next("ask");
    await page.leave();
    server.runner.say({ msg: "answer", ask, answer: { caller: "gone", problems: {} } });
    const other = await server.page();
    other.say({ msg: "hello", session: randomId(), load: randomId(), calls: [] });
    const next = await server.runner.next("ask");
    server.runner.say({ msg: "answer", ask: next.ask, answer: { caller: "here", problems: {} } });
    expect(await other.next("welcome")).toMatchObject({ session: expect.any(String) });
  });
});

describe("a run that ends with what it ran on", () => {
  const crash = { code: "crashed", message: "The thread has ended: out of memory." } as const;

  test("is run once more, each call alone, where the function is idempotent", async () => {
    await using server = await start({ idempotent: true, batch: true, maxBatchSize: 8 });
    const page = await server.visitor();
    call(page, "runs");
    const first = await server.runner.next("run");
    const [good, bad] = [call(page, "good"), call(page, "bad")];
    server.runner.say({ msg: "run-end", run: first.run, ms: 1, crash: { ...crash } });
    const again = await server.runner.next("run");
    expect(again.calls).toMatchObject([{ data: ["runs"], attempt: 2 }]);
    server.runner.done({ run: again.run, call: again.calls[0]?.call ?? "" }, ["second time"]);
    const both = await server.runner.next("run");
    expect(both.calls.map((one) => one.call)).toEqual([good, bad]);
    server.runner.say({ msg: "run-end", run: both.run, ms: 1, crash });
    const alone = await server.runner.next("run");
    expect(alone.calls).toMatchObject([{ call: good, attempt: 2 }]);
    server.runner.done({ run: alone.run, call: good }, ["good"]);
    const last = await server.runner.next("run");
    expect(last.calls).toMatchObject([{ call: bad, attempt: 2 }]);
    server.runner.say({ msg: "run-end", run: last.run, ms: 1, crash });
    expect(await page.next("end")).toMatchObject({ status: "done" });
    expect(await page.next("end")).toMatchObject({ call: good, status: "done" });
    expect(await page.next("end")).toMatchObject({ call: bad, status: "error", error: crash });
    expect(page.inbox.all.filter(({ msg }) => msg === "started")).toHaveLength(3);
  });

  test("fails its calls where it is not", async () => {
    await using server = await start({});
    const page = await server.visitor();
    const id = call(page, "runs");
    const { run } = await server.runner.nextRun();
    server.runner.say({ msg: "run-end", run, ms: 1, crash });
    expect(await page.next("end")).toMatchObject({ call: id, error: crash });
  });

  test("leaves a call stopped that was stopped while it waits for its second time", async () => {
    await using server = await start({ idempotent: true });
    const page = await server.visitor();
    const [stopped, other] = [call(page, "stopped"), call(page, "other")];
    const first = await server.runner.next("run");
    page.say({ msg: "cancel", call: stopped });
    await page.next("end");
    server.runner.say({ msg: "run-end", run: first.run, ms: 1, crash });
    expect((await server.runner.nextRun()).call).toBe(other);
  });
});
