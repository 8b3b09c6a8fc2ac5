import { expect, test, vi } from "vitest";
import { describeTestApp } from "../serve/test-app.ts";
import { randomId, TestGateway } from "../serve/test-gateway.ts";

vi.setConfig({ testTimeout: 60_000 });

/** The status of a call of 50,000 bytes. */
async function joining({ gateway }: TestGateway): Promise<number> {
  const body = JSON.stringify({ fn_index: 1, data: ["x".repeat(50_000)], session_hash: "one" });
  const headers = { "content-type": "application/json" };
  return (await fetch(`${gateway.url}/gradio_api/queue/join`, { method: "POST", headers, body })).status;
}

test("the input of a call that was cancelled is counted while a question with it is on its way to the script", async () => {
  const app = describeTestApp({}, { hasCost: true });
  await using server = await TestGateway.start({ app, limits: { waitingInputs: 120_000 } });
  const page = await server.visitor();
  const call = (): string => {
    const id = randomId();
    page.say({ msg: "call", call: id, fn: 1, data: ["x".repeat(50_000)] });
    return id;
  };
  call();
  await page.next("started");
  const waiting = call();
  const { ask } = await server.runner.next("ask");
  page.say({ msg: "cancel", call: waiting });
  expect(await page.next("end")).toMatchObject({ call: waiting, status: "cancelled" });
  expect(await joining(server)).toBe(503);
  server.runner.say({ msg: "answer", ask, answer: { cost: 1, problems: {} } });
  await vi.waitUntil(async () => (await joining(server)) === 200);
});

test("few questions are in the script's port at once, and a cancelled call takes back the one that is not", async () => {
  const app = describeTestApp({}, { hasCost: true });
  await using server = await TestGateway.start({ app });
  const page = await server.visitor();
  const asks: number[] = [];
  const texts: unknown[] = [];
  const asked = async (): Promise<void> => {
    const { ask, question } = await server.runner.next("ask");
    asks.push(ask);
    if (question.about === "call") texts.push(question.call.data[0]);
  };
  const call = async (text: string): Promise<string> => {
    const id = randomId();
    page.say({ msg: "call", call: id, fn: 1, data: [text] });
    await page.next("accepted");
    return id;
  };
  await call("runs");
  for (let index = 0; index < 64; index++) await call(`${index}`);
  const unwanted = await call("unwanted");
  await call("wanted");
  for (let index = 0; index < 64; index++) await asked();
  page.say({ msg: "cancel", call: unwanted });
  await page.next("end");
  for (let index = 0; index < 2; index++)
    server.runner.say({ msg: "answer", ask: asks[index]!, answer: { cost: 1, problems: {} } });
  await asked();
  expect(texts.slice(62)).toEqual(["62", "63", "wanted"]);
});
