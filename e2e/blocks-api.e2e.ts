import { fileURLToPath } from "node:url";
import { Client } from "@gradio/client";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type RunningScript, startScript } from "./script.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let script: RunningScript;
let first: string;
let second: string;

beforeAll(async () => {
  script = await startScript(["--import", "tsx", "blocks-api.ts"], apps);
  await script.printed(/Second on \S+[^]*Running on|Running on[^]*Second on[^]*Running on/);
  second = /Second on (http:\/\/\S+)/.exec(script.output())![1]!;
  const addresses = [...script.output().matchAll(/Running on (http:\/\/\S+)/g)].map(([, url]) => url!);
  first = addresses.find((url) => new URL(url).port !== new URL(second).port)!;
});
afterAll(() => script?.stop());

async function connect(url: string): Promise<Client> {
  const client = await Client.connect(url, { events: ["data", "status"] });
  onTestFinished(() => client.close());
  return client;
}

test("the API holds the events and the apps that are named, and no others", async () => {
  const client = await connect(first);
  const { named_endpoints: endpoints } = (await client.view_api()) as { named_endpoints: object };
  expect(Object.keys(endpoints).toSorted()).toEqual([
    "/add",
    "/change",
    "/count",
    "/greet",
    "/hold",
    "/read",
    "/release",
    "/talk",
  ]);
  expect((await client.predict("/greet", { name: "Ada" })).data).toEqual(["Hello Ada"]);
  expect((await client.predict("/count", ["four"])).data).toEqual([4]);
  expect((await client.predict("/talk", { message: "a" })).data).toEqual(["0: a"]);
  expect((await client.predict("/talk", { message: "b" })).data).toEqual(["2: b"]);
  await expect(async () => client.predict("/hidden", ["x"])).rejects.toThrow(/no endpoint matching/i);
});

test("two endpoints of one session share a State, and sessions do not meet", async () => {
  const [one, other] = await Promise.all([connect(first), connect(first)]);
  await one.predict("/add", { by: 2 });
  expect((await one.predict("/add", { by: 3 })).data).toEqual([5]);
  expect((await one.predict("/read", [])).data).toEqual([5]);
  expect((await other.predict("/read", [])).data).toEqual([0]);
});

test("Gradio's clients get updates as Gradio sends them, with addresses of their files", async () => {
  const client = await connect(first);
  const steps: unknown[] = [];
  for await (const event of client.submit("/change", [])) if (event.type === "data") steps.push(event.data);
  const said = { __type__: "update", value: "last", label: "Now" };
  const picture = { __type__: "update", label: "New", value: { url: expect.stringContaining(first) } };
  expect(steps.at(-1)).toMatchObject([said, picture, { __type__: "update" }]);
  const { url } = (steps.at(-1) as [unknown, { value: { url: string } }])[1].value;
  expect((await fetch(url)).headers.get("content-type")).toBe("image/png");
});

test("whoever asks by one request gets the values of updates alone", async () => {
  const answer = await fetch(`${first}/api/change`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const { data } = (await answer.json()) as { data: { picture: string } };
  expect(data).toEqual({ said: "last", picture: expect.stringContaining(first), rest: null });
  expect((await fetch(data.picture)).status).toBe(200);
});

test("a function that does not queue answers while the queue is full", async () => {
  const [one, two, refused] = await Promise.all([connect(first), connect(first), connect(first)]);
  const running = one.submit("/hold", []);
  for await (const event of running) if (event.type === "data") break;
  const waiting = two.submit("/hold", []);
  for await (const event of waiting) if (event.type === "status" && event.position === 0) break;
  await expect(refused.predict("/hold", [])).rejects.toMatchObject({
    message: expect.stringMatching(/currently busy/),
  });
  await waiting.cancel();
  expect((await refused.predict("/release", [])).data).toEqual(["at once"]);
});

test("two apps of one process share nothing but their components", async () => {
  const [one, two] = await Promise.all([connect(first), connect(second)]);
  await one.predict("/add", { by: 1 });
  expect((await two.predict("/read", [])).data).toEqual([0]);
  expect((await two.predict("/greet", { name: "Ada" })).data).toEqual(["Goodbye Ada"]);
  expect((await one.predict("/greet", { name: "Ada" })).data).toEqual(["Hello Ada"]);
});
