import { expect, test } from "vitest";
import { describeTestApp } from "../serve/test-app.ts";
import { randomId, TestGateway } from "../serve/test-gateway.ts";

test("a call that waits or runs longer than it may ends with the reason, and its function is told", async () => {
  const app = describeTestApp();
  const functions = app.functions.map((fn) => ({ ...fn, timeLimitMs: 2000, queueTimeoutMs: 1500 }));
  await using server = await TestGateway.start({ app: { ...app, functions } });
  const page = await server.visitor();
  const [running, waiting] = [randomId(), randomId()];
  for (const call of [running, waiting]) page.say({ msg: "call", call, fn: 1, data: ["a"] });
  await page.next("started");
  server.clock.advance(1500);
  expect(await page.next("end")).toMatchObject({
    call: waiting,
    error: { code: "queue-timeout", message: "The call waited for 1.5 s, the longest it may. Try again in a moment." },
  });
  server.clock.advance(500);
  expect(await page.next("end")).toMatchObject({ call: running, ranMs: 2000, error: { code: "time-limit" } });
  expect(await server.runner.next("cancel")).toMatchObject({ call: running, reason: "time-limit" });
});
