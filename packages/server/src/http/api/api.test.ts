import { expect, test } from "vitest";
import { TestGateway } from "../../serve/test-gateway.ts";

const post = (url: string, body: unknown): Promise<Response> =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

test("one request gives the named result; wrong ones name the field", async () => {
  await using app = await TestGateway.start();
  const { url } = app.gateway;
  const answer = post(`${url}/api/predict`, { text: "a" });
  app.runner.done(await app.runner.nextRun(), ["A"]);
  expect(await (await answer).json()).toEqual({ data: { output: "A" } });
  const wrong = await post(`${url}/api/predict`, { text: 5 });
  expect([wrong.status, wrong.headers.get("content-type")]).toEqual([422, "application/problem+json"]);
  expect(await wrong.json()).toMatchObject({ fields: [{ name: "text" }] });
  expect((await post(`${url}/api/nothing`, {})).status).toBe(404);
});

test("a call that takes longer is looked at and cancelled by its address", async () => {
  await using app = await TestGateway.start();
  const posting = post(`${app.gateway.url}/api/predict?wait=0`, { text: "a" });
  await app.runner.nextRun();
  app.clock.advance(1);
  const answer = await posting;
  expect(answer.status).toBe(202);
  const place = answer.headers.get("location") ?? "";
  expect(await (await fetch(place)).json()).toMatchObject({ state: "running" });
  expect((await fetch(place, { method: "DELETE" })).status).toBe(204);
  expect(await (await fetch(place)).json()).toMatchObject({ state: "cancelled" });
});

/** A call that was answered by its address, and its run. */
async function start(app: TestGateway, headers: Record<string, string> = {}) {
  const posting = fetch(`${app.gateway.url}/api/predict?wait=0`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ text: "a" }),
  });
  const run = await app.runner.nextRun();
  app.clock.advance(1);
  const place = (await posting).headers.get("location") ?? "";
  return { run, place };
}

async function stateOf(place: string): Promise<string> {
  const { state, code } = (await (await fetch(place)).json()) as { state?: string; code?: string };
  return state ?? code ?? "";
}

/** Lets time pass in steps in which the gateway looks after what it keeps. */
function pass(app: TestGateway, seconds: number): void {
  for (let second = 0; second < seconds; second += 1) app.clock.advance(1000);
}

test("a result is kept for five minutes, and its session ends with it", async () => {
  await using app = await TestGateway.start();
  const { run, place } = await start(app);
  app.runner.done(run, ["A"]);
  expect(await stateOf(place)).toBe("done");
  pass(app, 299);
  expect(await stateOf(place)).toBe("done");
  pass(app, 3);
  expect(await stateOf(place)).toBe("not-found");
  expect((await app.runner.next("forget")).sessions).toHaveLength(1);
});

test("nothing is kept of a call whose result was the answer", async () => {
  await using app = await TestGateway.start();
  const answer = post(`${app.gateway.url}/api/predict`, { text: "a" });
  const run = await app.runner.nextRun();
  app.runner.done(run, ["A"]);
  expect((await answer).status).toBe(200);
  expect(await stateOf(`${app.gateway.url}/api/calls/${run.call}`)).toBe("not-found");
  pass(app, 2);
  expect((await app.runner.next("forget")).sessions).toHaveLength(1);
});

test("a key stands for its call for an hour after the end, and then for a new one", async () => {
  await using app = await TestGateway.start();
  const key = { "idempotency-key": "one" };
  const { run, place } = await start(app, key);
  app.runner.done(run, ["A"]);
  expect(await stateOf(place)).toBe("done");
  pass(app, 3590);
  const again = await fetch(`${app.gateway.url}/api/predict`, {
    method: "POST",
    headers: { "content-type": "application/json", ...key },
    body: JSON.stringify({ text: "a" }),
  });
  expect(await again.json()).toEqual({ data: { output: "A" } });
  pass(app, 20);
  expect(await stateOf(place)).toBe("not-found");
  expect((await start(app, key)).place).not.toBe(place);
});

test("what all logs take together is bounded: the oldest results go first", async () => {
  await using app = await TestGateway.start({ limits: { allLogs: 20_000 } });
  const places: string[] = [];
  for (let count = 0; count < 6; count += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one call after another
    const { run, place } = await start(app);
    app.runner.done(run, ["A"]);
    places.push(place);
  }
  expect(await stateOf(places[0]!)).toBe("not-found");
  expect(await stateOf(places.at(-1)!)).toBe("done");
});
