import { expect, test } from "vitest";
import { TestGateway } from "../../gateway/test-gateway.ts";

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
