import { expect, test } from "vitest";
import { randomId, TestGateway } from "../serve/test-gateway.ts";

test("a call whose end the page has seen is forgotten; an open one and another tab's stay", async () => {
  await using server = await TestGateway.start();
  const [session, others] = [randomId(), randomId()];
  const [ended, open, foreign] = [randomId(), randomId(), randomId()];
  const page = await server.page();
  await page.hello(session, randomId());
  const other = await server.page();
  await other.hello(others, randomId());
  other.say({ msg: "call", call: foreign, fn: 1, data: ["dog"] });
  server.runner.done(await server.runner.nextRun(), ["dog"]);
  expect(await other.next("end")).toMatchObject({ status: "done" });
  page.say({ msg: "call", call: ended, fn: 1, data: ["cat"] });
  server.runner.done(await server.runner.nextRun(), ["cat"]);
  await page.next("end");
  page.say({ msg: "call", call: open, fn: 1, data: ["cow"] });
  const run = await server.runner.nextRun();
  page.say({ msg: "seen", calls: [ended, open, foreign, randomId()] });
  server.runner.done(run, ["cow"]);
  expect(await page.next("end")).toMatchObject({ call: open, status: "done" });
  await page.leave();
  const back = await server.page();
  await back.hello(session, randomId(), [
    { call: ended, after: -1 },
    { call: open, after: -1 },
  ]);
  expect(await back.next("end")).toMatchObject({ call: ended, status: "error", error: { code: "not-found" } });
  expect(await back.next("end")).toMatchObject({ call: open, status: "done" });
  await other.leave();
  const third = await server.page();
  await third.hello(others, randomId(), [{ call: foreign, after: -1 }]);
  expect(await third.next("end")).toMatchObject({ call: foreign, status: "done" });
});
