import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openBrowser } from "./chromium.ts";
import { lookAt, visit } from "./page-visit.ts";
import { type RunningScript, startScript } from "./script.ts";
import { openVisitor } from "./socket-visitor.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let script: RunningScript;

beforeAll(async () => {
  script = await startScript(["--import", "tsx", "fair-queue.ts"], apps);
});
afterAll(async () => void (await script?.stop()));

interface Started {
  readonly id: string;
  /** The state that the call is in now. */
  look(): Promise<Record<string, unknown>>;
  /** Its end. */
  end(): Promise<Record<string, unknown>>;
}

async function post(name: string, body: object, team = "main", wait = 0): Promise<Response> {
  return await fetch(`${script.url}/api/${name}?wait=${wait}`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-team": team },
    body: JSON.stringify(body),
  });
}

/** Calls and does not wait for the end. */
async function begin(name: string, body: object, team?: string): Promise<Started> {
  const response = await post(name, body, team);
  const { call: id } = (await response.json()) as { call: string };
  expect(response.status).toBe(202);
  const look = async (): Promise<Record<string, unknown>> =>
    (await (await fetch(`${script.url}/api/calls/${id}`)).json()) as Record<string, unknown>;
  const end = async (): Promise<Record<string, unknown>> => {
    await (await fetch(`${script.url}/api/calls/${id}/events`)).text();
    return await look();
  };
  return { id, look, end };
}

/** The names of the calls that have started, in order; lets one of them end. */
async function letGo(name: string): Promise<string[]> {
  const response = await fetch(`${script.url}/api/let`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ name }),
  });
  const { data } = (await response.json()) as { data: { output: string[] } };
  return data.output;
}

/** Resolves when a call of this name has started. */
async function starts(name: string): Promise<void> {
  await vi.waitFor(async () => expect(await letGo("nobody")).toContain(name), 10_000);
}

/** Lets calls end one after another, and gives all names in the order of their starts. */
async function drain(...names: string[]): Promise<string[]> {
  for (const name of names) {
    // oxlint-disable-next-line no-await-in-loop -- one after another
    await starts(name);
    // oxlint-disable-next-line no-await-in-loop
    await letGo(name);
  }
  return await letGo("nobody");
}

test("calls that cost less go before those that cost more, whoever came first", async () => {
  await begin("weighed", { name: "w0", work: 1 });
  await starts("w0");
  // Each of another team, so that none stands behind another call of its own.
  await begin("weighed", { name: "w-small", work: 10 }, "one");
  await begin("weighed", { name: "w-large", work: 1000 }, "two");
  const last = await begin("weighed", { name: "w-tiny", work: 1 }, "three");
  // Answers come in order: once the last call has its place, all have.
  await vi.waitFor(async () => expect(await last.look()).toMatchObject({ rank: 0 }), 10_000);
  const order = (await drain("w0", "w-tiny", "w-small", "w-large")).filter((name) => name.startsWith("w"));
  expect(order).toEqual(["w0", "w-tiny", "w-small", "w-large"]);
});

test("a picture is weighed as the file that it is, and a cost that is none counts one and is told once", async () => {
  const bytes = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "base64",
  );
  const form = new FormData();
  form.append("image", new Blob([bytes], { type: "image/png" }), "dot.png");
  const headers = { "x-team": "pictures" };
  const send = (): Promise<Response> =>
    fetch(`${script.url}/api/pictured?wait=0`, { method: "POST", headers, body: form });
  expect([(await send()).status, (await send()).status]).toEqual([202, 202]);
  await vi.waitFor(async () => {
    const { data } = (await (await post("asked", {}, "main", 10)).json()) as { data: object };
    expect(data).toEqual({ output: [["dot.png", bytes.length]] });
  }, 10_000);
  for (const name of ["x0", "x1", "x2"]) await begin("wrong", { name });
  await script.printed(/\/wrong: cost failed; told once: .*cost must give a finite number above 0, got -1/);
  await drain("x0", "x1", "x2");
  expect(script.output().match(/\/wrong: cost failed/g)).toHaveLength(1);
});

test("calls share a batch with those of their key", async () => {
  await begin("grouped", { name: "a0" });
  await starts("a0");
  const calls = ["b1", "a1", "b2", "a2", "b3"];
  for (const name of calls) await begin("grouped", { name });
  const order = await drain("a0", "b1+b2+b3", "a1+a2");
  expect(order.filter((name) => /^[ab]\d/.test(name))).toEqual(["a0", "b1+b2+b3", "a1+a2"]);
});

test("while the script computes, calls with a cost wait at once and learn their place", async () => {
  await begin("weighed", { name: "c0", work: 1 });
  await starts("c0");
  const visitor = await openVisitor(script.url);
  const { weighed, gpu } = await functions();
  await visitor.heard(visitor.begin(["c-first"], gpu), "started");
  // From here on the script answers nothing for a while.
  const computing = await begin("compute", { work: 4000 });
  await vi.waitFor(async () => expect(await computing.look()).toMatchObject({ state: "running" }), 10_000);
  const id = visitor.begin(["c1", 5], weighed);
  expect(await visitor.heard(id, "position")).toMatchObject({ rank: 0, size: 1 });
  expect(await computing.look()).toMatchObject({ state: "running" });
  await drain("c-first", "c0", "c1");
  expect(await computing.end()).toMatchObject({ state: "done" });
});

async function functions(): Promise<Record<string, number>> {
  const { dependencies } = (await (await fetch(`${script.url}/config`)).json()) as {
    dependencies: { id: number; api_name: string }[];
  };
  return Object.fromEntries(dependencies.map(({ id, api_name: name }) => [name, id]));
}

test("a batch that throws runs once more in halves, and only the half with the bad call fails", async () => {
  const answers = await Promise.all(
    ["one", "two", "bad", "four"].map(async (name) => {
      const response = await post("picky", { name }, "main", 10);
      return response.ok ? ((await response.json()) as { data: { answer: string } }).data.answer : response.status;
    }),
  );
  expect(answers.filter((answer) => answer === 500)).toHaveLength(2);
  expect(answers.filter((answer) => /^(one|two|four) 2$/.test(String(answer)))).toHaveLength(2);
  await script.printed(/\/picky failed .*a bad call among 2/);
});

test("a caller is whom callerOf names, and runs as many calls as one may", async () => {
  await begin("team", { name: "t1" }, "red");
  await begin("team", { name: "t2" }, "red");
  await begin("team", { name: "t3" }, "blue");
  await starts("t3");
  expect(await letGo("nobody")).not.toContain("t2");
  await begin("team", { name: "t4" }, "throw");
  await script.printed(/callerOf failed; told once: .*no such team/);
  await drain("t1", "t2", "t3", "t4");
});

test("who calls more often than one may is refused, others are not", async () => {
  const answers = [];
  for (const name of ["1", "2", "3"]) answers.push((await post("rare", { name }, "busy")).status);
  expect(answers.slice(2)).toEqual([429]);
  const refused = await post("rare", { name: "4" }, "busy");
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(3000);
  expect(await refused.json()).toMatchObject({ code: "rate-limit", title: "Too many calls" });
  expect((await post("rare", { name: "5" }, "quiet")).status).toBeLessThan(300);
  const gradio = await fetch(`${script.url}/gradio_api/call/rare`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-team": "busy" },
    body: JSON.stringify({ data: ["6"], session_hash: "another" }),
  });
  expect(gradio.status).toBe(429);
});

test("a group of functions has the limit and the size that queue() gives it", async () => {
  for (const name of ["g1", "g2", "g3"]) await begin("gpu", { name });
  await starts("g2");
  expect(await letGo("nobody")).not.toContain("g3");
  const refused = await post("gpu", { name: "g4" });
  expect([refused.status, await refused.json()]).toMatchObject([503, { code: "queue-full" }]);
  expect((await post("rare", { name: "elsewhere" }, "elsewhere")).status).toBeLessThan(300);
  await drain("g1", "g2", "g3");
});

test("the page counts down for a visitor who calls too often", async () => {
  const limited = await startScript(["--import", "tsx", "rate-limited.ts"], apps);
  const browser: Browser = await openBrowser();
  try {
    const page = await visit(browser, limited.url);
    const run = async (): Promise<void> => {
      await page.getByRole("textbox").first().fill("cat");
      await page.getByRole("button", { name: "Submit" }).click();
    };
    await run();
    await page.getByText("CAT", { exact: true }).waitFor();
    await run();
    await page.getByText("Too many calls").waitFor();
    await page.getByText(/One call in 1 h is the most here\. Try again in \d+ s\. Your inputs are kept\./).waitFor();
    await page
      .getByRole("button", { name: "Try again" })
      .getByText(/in 3[56]\d\d s/)
      .waitFor();
    expect(await page.getByRole("textbox").first().inputValue()).toBe("cat");
    await lookAt(page, "rate-limited");
  } finally {
    await browser.close();
    await limited.stop();
  }
});
