import { expect, test } from "vitest";
import { describeTestApp } from "../serve/test-app.ts";
import { TestGateway, randomId } from "../serve/test-gateway.ts";

const app = describeTestApp({ queue: { ...describeTestApp().queue, maxSize: 1 } });
const observe = { monitor: null, publicMetrics: false, logCalls: true };

async function lines(gateway: TestGateway): Promise<Record<string, unknown>[]> {
  // The lines of a turn are written after it.
  await new Promise((resolve) => setImmediate(resolve));
  const texts = gateway.lines.filter(({ level }) => level === "call").flatMap(({ text }) => text.split("\n"));
  return texts.map((text) => JSON.parse(text) as Record<string, unknown>);
}

test("each call leaves one line, however it ends, and none of what it was given or gave", async () => {
  await using gateway = await TestGateway.start({ app, settings: { observe } });
  const page = await gateway.visitor();
  const [done, failed, full, wrong] = Array.from({ length: 4 }, randomId) as [string, string, string, string];
  const call = (id: string, data: (string | number)[] = ["my secret input"]): void =>
    page.say({ msg: "call", call: id, fn: 1, data, event: null });
  call(done);
  const first = await gateway.runner.nextRun();
  call(failed);
  call(full);
  await page.next("end");
  gateway.clock.advance(1500);
  gateway.runner.done(first, ["my secret output"]);
  const second = await gateway.runner.nextRun();
  gateway.clock.advance(20);
  const error = { code: "user", message: "my secret reason" } as const;
  gateway.runner.say({ msg: "call-end", ...second, end: { status: "error", error }, files: [] });
  gateway.runner.say({ msg: "run-end", run: second.run, ms: 20 });
  await page.next("end");
  await page.next("end");
  call(wrong, [12]);
  await page.next("end");
  const written = await lines(gateway);
  const common = { time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.+Z$/), user: null, endpoint: "/predict" };
  const session = expect.stringMatching(/^[0-9a-f]{64}$/);
  const line = (id: string, more: object): object => ({ ...common, session, call: id.slice(0, 12), ...more });
  expect(written).toEqual([
    line(full, { status: "refused", waitMs: 0, runMs: null, batchSize: 0, error: "queue-full" }),
    line(done, { status: "done", waitMs: 0, runMs: 1500, batchSize: 1, error: null }),
    line(failed, { status: "error", waitMs: 1500, runMs: 20, batchSize: 1, error: "user" }),
    line(wrong, { status: "refused", waitMs: 0, runMs: null, batchSize: 0, error: "invalid" }),
  ]);
  expect(JSON.stringify(gateway.lines)).not.toContain("secret");
});

test("without the option nothing is written", async () => {
  await using gateway = await TestGateway.start();
  const page = await gateway.visitor();
  page.say({ msg: "call", call: randomId(), fn: 1, data: ["a"], event: null });
  gateway.runner.done(await gateway.runner.nextRun(), ["b"]);
  await page.next("end");
  expect(await lines(gateway)).toEqual([]);
});
