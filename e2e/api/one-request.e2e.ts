import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startScript, type RunningScript } from "../script.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const json = { "content-type": "application/json" };
let script: RunningScript;
beforeAll(async () => {
  script = await startScript(["--import", "tsx", "app.ts"], folder, { MAX_SIZE: "1" });
});
afterAll(async () => void (await script?.stop()));

function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${script.url}/api/${path}`, {
    method: "POST",
    headers: { ...json, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
}

interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly title: string;
  readonly id?: string;
  readonly fields?: readonly { readonly name: string; readonly message: string }[];
}

/** The problem in a refusal, whose status and media type must agree with it. */
async function problemOf(answer: Response): Promise<Problem> {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  const problem = (await answer.json()) as Problem;
  expect(problem.status).toBe(answer.status);
  expect(problem.detail.length).toBeGreaterThan(10);
  return problem;
}

test("named arguments give named results; a default fills in", async () => {
  const answer = await post("echo", { text: "äö😀" });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ data: { said: "äö😀äö😀", length: 8 } });
  const plain = { loud: true, extras: ["Ice"], colour: "Red", city: "Rome", size: 3 };
  expect(await (await post("plain", plain)).json()).toMatchObject({
    data: { heard: { loud: true, extras: ["Ice"], size: 3, data: null } },
  });
});

test("wrong inputs are all named, strange ones too", async () => {
  const wrong = await problemOf(await post("echo", { text: 5, times: 99 }));
  expect(wrong).toMatchObject({ status: 422, code: "invalid", fields: [{ name: "text" }, { name: "times" }] });
  expect(wrong.title).toBe("Unprocessable Entity");
  expect((await problemOf(await post("echo", {}))).fields).toMatchObject([{ name: "text" }]);
  const strange = await problemOf(await post("echo", { text: "a", speed: 1 }));
  expect(strange).toMatchObject({ status: 422, fields: [{ name: "speed" }] });
  expect(strange.detail).toContain("it has text, times");
});

test("what a function throws: a UserError in its words, others behind an id", async () => {
  expect(await problemOf(await post("picky", { text: "bad" }))).toMatchObject({
    status: 422,
    code: "user",
    title: "Bad",
    detail: "This is bad.",
  });
  const hidden = await problemOf(await post("picky", { text: "broken" }));
  expect([hidden.status, hidden.detail]).toEqual([500, "Something went wrong"]);
  await script.printed(new RegExp(`${hidden.id}.*secret`));
  expect((await post("picky", { text: "good" })).status).toBe(200);
});

test("every other refusal is a problem with its own status", async () => {
  const statusOf = async (answer: Promise<Response>): Promise<number> => (await problemOf(await answer)).status;
  expect(await statusOf(post("nothing", {}))).toBe(404);
  expect(await statusOf(post("hidden", { text: "a" }))).toBe(404);
  expect(await statusOf(fetch(`${script.url}/api/calls/0123`))).toBe(404);
  expect(await statusOf(fetch(`${script.url}/api/a/b/c`))).toBe(404);
  expect(await statusOf(post("echo", "{"))).toBe(400);
  expect(await statusOf(post("echo", "[1]"))).toBe(400);
  expect(await statusOf(post("echo", `{"text":${"[".repeat(100)}${"]".repeat(100)}}`))).toBe(400);
  expect(await statusOf(post("echo?wait=soon", { text: "a" }))).toBe(400);
  expect(await statusOf(post("echo?wait=1000", { text: "a" }))).toBe(400);
  expect(await statusOf(post("echo", { text: "a" }, { "idempotency-key": "two words" }))).toBe(400);
  expect(await statusOf(post("echo", "a=b", { "content-type": "application/x-www-form-urlencoded" }))).toBe(415);
  expect(await statusOf(post("echo", { text: "a" }, { accept: "text/html" }))).toBe(406);
  expect(await statusOf(post("echo", { text: "x".repeat(33 * 1024 * 1024) }))).toBe(413);
  const foreign = await problemOf(await post("echo", { text: "a" }, { origin: "https://evil.example" }));
  expect([foreign.status, foreign.detail]).toEqual([403, expect.stringContaining("cors: { origins")]);
  const method = await fetch(`${script.url}/api/echo`);
  expect([await statusOf(Promise.resolve(method)), method.headers.get("allow")]).toEqual([405, "POST"]);
});

test("a full queue answers 503 and when to come back", async () => {
  const running = await post("steps?wait=0", { text: "a" });
  const waiting = await post("steps?wait=0", { text: "b" });
  expect([running.status, waiting.status]).toEqual([202, 202]);
  const full = await post("steps", { text: "c" });
  expect(Number(full.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(await problemOf(full)).toMatchObject({ status: 503, code: "queue-full" });
  const place = waiting.headers.get("location")!;
  expect(await (await fetch(place)).json()).toMatchObject({ state: "waiting", rank: 0, size: 1 });
  for (const answer of [waiting, running]) {
    const url = answer.headers.get("location")!;
    expect((await fetch(url, { method: "DELETE" })).status).toBe(204);
    expect(await (await fetch(url)).json()).toMatchObject({ state: "cancelled" });
  }
});

test("calls of other protocols are none of this one", async () => {
  const joined = await fetch(`${script.url}/gradio_api/call/echo`, {
    method: "POST",
    headers: json,
    body: JSON.stringify({ data: ["a", 2] }),
  });
  const { event_id: id } = (await joined.json()) as { event_id: string };
  expect((await fetch(`${script.url}/api/calls/${id}`)).status).toBe(404);
});
