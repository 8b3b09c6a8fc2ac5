import { randomUUID } from "node:crypto";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startScript, type RunningScript } from "../script.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
let script: RunningScript;
beforeAll(async () => {
  script = await startScript(["--import", "tsx", "app.ts"], folder);
});
afterAll(async () => void (await script?.stop()));

function post(path: string, text: string, key: string, cookie = ""): Promise<Response> {
  return fetch(`${script.url}/api/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", "idempotency-key": key, ...(cookie === "" ? {} : { cookie }) },
    body: JSON.stringify({ text }),
  });
}

const runOf = async (answer: Response): Promise<number> =>
  ((await answer.json()) as { data: { run: number } }).data.run;

test("the same key joins the same call, at once and later", async () => {
  const key = randomUUID();
  const crowd = await Promise.all(Array.from({ length: 10 }, async () => runOf(await post("count", "a", key))));
  expect(new Set(crowd).size).toBe(1);
  expect(await runOf(await post("count", "a", key))).toBe(crowd[0]);
  expect(await runOf(await post("count", "a", randomUUID()))).toBe(crowd[0]! + 1);
});

test("callers that wait and those that come back share one running call", async () => {
  const key = randomUUID();
  const place = (await post("steps?wait=0", "a", key)).headers.get("location");
  const waiting = post("steps", "a", key);
  expect((await post("steps?wait=0", "a", key)).headers.get("location")).toBe(place);
  for (const step of [1, 2, 3]) {
    script.child.kill("SIGUSR2");
    // oxlint-disable-next-line no-await-in-loop -- signals that come close together would be one
    await script.printed(new RegExp(`took step ${step} of a`));
  }
  expect(await (await waiting).json()).toMatchObject({ data: { text: "aaa" } });
});

test("a key for anything else is refused", async () => {
  const key = randomUUID();
  await post("count", "a", key);
  for (const [name, text] of [
    ["count", "b"],
    ["echo", "a"],
  ] as const) {
    const answer = await post(name, text, key);
    expect([answer.status, await answer.json()]).toMatchObject([409, { code: "conflict" }]);
  }
});

test("a failure is told again, without a second run", async () => {
  const key = randomUUID();
  const [one, other] = [await post("picky", "broken", key), await post("picky", "broken", key)];
  const [first, second] = (await Promise.all([one.json(), other.json()])) as { id: string }[];
  expect([one.status, other.status, second!.id]).toEqual([500, 500, first!.id]);
});

/** The cookie of a new visitor. */
const visit = async (): Promise<string> => (await fetch(script.url)).headers.get("set-cookie")!.split(";")[0]!;

test("a key belongs to its visitor: another's same key is another call", async () => {
  const [one, other] = [await visit(), await visit()];
  const key = randomUUID();
  const first = await runOf(await post("count", "a", key, one));
  expect(await runOf(await post("count", "a", key, other))).toBe(first + 1);
  expect(await runOf(await post("count", "a", key, one))).toBe(first);
  expect((await post("count", "different", key, other)).status).toBe(409);
});
