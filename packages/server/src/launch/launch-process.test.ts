import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { type Script, startScript } from "./test-script.ts";
import { visit } from "./test-visitor.ts";

const limits = { timeout: 60_000 };

/** A script with one function from a text to a text. */
function app(fn: string, { before = "", after = "", port = 0 } = {}): string {
  return `${before}
const { Interface, Textbox } = await import("vitrine");
const demo = new Interface({ inputs: Textbox({ name: "text" }), outputs: Textbox({ name: "out" }), fn: ${fn} });
demo.launch({ port: ${port} });
${after}`;
}

async function start(source: string): Promise<Script & { url: string }> {
  const script = startScript(source);
  onTestFinished(() => script.stop());
  const [, url] = await script.printed(/Running on (\S+)/);
  return { ...script, url: url! };
}

it.each(["SIGINT", "SIGTERM"] as const)("closes and exits with 0 on %s", limits, async (signal) => {
  const script = await start(app("(text) => text"));
  const visitor = await visit(script.url);
  await visitor.until(({ msg }) => msg === "welcome");
  script.process.kill(signal);
  expect(await visitor.closed).toBe(1001);
  expect(await script.ended).toBe(0);
});

it("exits with 130 at once on a second SIGINT", limits, async () => {
  const script = await start(app("() => new Promise(() => {})"));
  const visitor = await visit(script.url);
  visitor.call(1, ["x"]);
  await visitor.until(({ msg }) => msg === "started");
  script.process.kill("SIGINT");
  await script.printed(/Stopping/);
  script.process.kill("SIGINT");
  expect(await script.ended).toBe(130);
});

it("logs and survives uncaught throws and unhandled rejections", limits, async () => {
  const fn = `(text) => {
    setTimeout(() => { throw new Error("thrown late"); });
    void Promise.reject(new Error("rejected late"));
    return text + "!";
  }`;
  const script = await start(app(fn));
  const visitor = await visit(script.url);
  visitor.call(1, ["a"]);
  await Promise.all([script.printed(/thrown late/), script.printed(/rejected late/)]);
  const second = visitor.call(1, ["b"]);
  const end = await visitor.until((message) => message.msg === "end" && message.call === second);
  expect(end).toMatchObject({ status: "done" });
});

it("answers others while a function holds the thread", limits, async () => {
  const fn = `(text) => { console.log("holding"); const end = Date.now() + 2000; while (Date.now() < end); return text; }`;
  const script = await start(app(fn));
  const visitor = await visit(script.url);
  const call = visitor.call(1, ["a"]);
  await visitor.until(({ msg }) => msg === "started");
  const config = await fetch(`${script.url}/config`);
  await config.text();
  const other = await visit(script.url);
  await other.until(({ msg }) => msg === "welcome");
  expect(visitor.messages.some(({ msg }) => msg === "end")).toBe(false);
  await visitor.until((message) => message.msg === "end" && message.call === call);
});

it("tells visitors when the script ends under their calls", limits, async () => {
  const script = await start(app("() => { process.exit(3); }"));
  const visitor = await visit(script.url);
  const call = visitor.call(1, ["a"]);
  const end = await visitor.until((message) => message.msg === "end" && message.call === call);
  expect(end).toMatchObject({ status: "error", error: { code: "crashed" } });
  expect(await visitor.closed).toBe(1012);
  expect(await script.ended).toBe(3);
});

it("prints one sentence and exits with 1 where nobody awaits a launch that fails", limits, async () => {
  const { port } = await takePort();
  const script = startScript(app("(text) => text", { port }));
  onTestFinished(() => script.stop());
  expect(await script.ended).toBe(1);
  expect(script.output()).toContain(String(port));
  expect(script.output()).not.toMatch(/\n\s+at /);
});

const two = (port: number): string => `
  const { Interface } = await import("vitrine");
  for (const name of ["a", "b"]) {
    new Interface({ inputs: { [name]: "text" }, outputs: "text", fn: () => name }).launch({ port: ${port} });
  }
`;

async function takePort(): Promise<{ port: number; free: () => Promise<unknown> }> {
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const free = (): Promise<unknown> => new Promise((resolve) => other.close(resolve));
  onTestFinished(() => void other.close());
  return { port: (other.address() as AddressInfo).port, free };
}

it("goes on with one of two apps that ask for one port, and tells of the other in a sentence", limits, async () => {
  const { port, free } = await takePort();
  await free();
  const script = await start(two(port));
  await script.printed(/two apps of this script/);
  expect(script.url).toContain(String(port));
  expect((await fetch(`${script.url}/config`)).status).toBe(200);
  expect(script.output()).not.toMatch(/[Uu]nhandled|\n\s+at /);
});

it("goes on after a second launch of an app, and tells of it in a sentence", limits, async () => {
  const script = await start(`
    import { Interface } from "vitrine";
    const demo = new Interface({ inputs: { text: "text" }, outputs: "text", fn: ({ text }) => text });
    void demo.launch({ port: 0 });
    void demo.launch({ port: 0 });
  `);
  await script.printed(/^launch\(\): the app is starting already; close\(\) it before a second launch\.$/m);
  expect((await fetch(`${script.url}/config`)).status).toBe(200);
  expect(script.output()).not.toMatch(/[Uu]nhandled|\n\s+at /);
});

it("exits with 1 where no app comes up", limits, async () => {
  const { port } = await takePort();
  const script = startScript(two(port));
  onTestFinished(() => script.stop());
  expect(await script.ended).toBe(1);
  expect(script.output()).toMatch(/two apps of this script/);
  expect(script.output()).toMatch(/taken by another program/);
  expect(script.output()).not.toMatch(/[Uu]nhandled|\n\s+at /);
});

const untested = `
  for (const name of ["NODE_ENV", "VITEST"]) delete process.env[name];
  const { Interface } = await import("vitrine");
  const demo = new Interface({ inputs: { text: "text" }, outputs: "text", fn: ({ text }) => text });
`;

it.each([
  [
    "tells in a line who declares an app and never serves it",
    untested,
    /^The script ended and no app[^\n]*launch\(\)[^\n]*\n$/,
  ],
  ["tells nothing where an app was taken to a server", `${untested} export const { fetch } = demo;`, /^$/],
  ["tells nothing where the script ends itself", `${untested} process.exit();`, /^$/],
  ["tells nothing under a runner of tests", untested.replace("delete", "void"), /^$/],
])("%s", limits, async (_, source, said) => {
  const script = startScript(source);
  onTestFinished(() => script.stop());
  expect(await script.ended).toBe(0);
  expect(script.output()).toMatch(said);
});

it("lets the process end after close", limits, async () => {
  const script = startScript(`
    const { Interface } = await import("vitrine");
    const running = await new Interface({ inputs: "text", outputs: "text", fn: (text) => text }).launch({ port: 0 });
    await running.close();
    console.log("closed");
  `);
  onTestFinished(() => script.stop());
  await script.printed(/closed/);
  expect(await script.ended).toBe(0);
});

const holding = app(`async (text) => {
  if (text !== "hold") return text;
  console.log("holding");
  for (;;);
}`);

it(
  "ends after the grace of 10 s where a function holds the main thread and no signal is heard there",
  limits,
  async () => {
    const script = await start(holding);
    const visitor = await visit(script.url);
    const call = visitor.call(1, ["hold"]);
    await script.printed(/holding/);
    const waiting = visitor.call(1, ["waits"]);
    await visitor.until((message) => message.msg === "position" && message.call === waiting);
    script.process.kill("SIGTERM");
    expect(await visitor.end(waiting)).toMatchObject({ status: "error", error: { code: "stopping" } });
    expect((await fetch(`${script.url}/readyz`)).status).toBe(503);
    expect(visitor.messages.some((message) => message.msg === "end" && message.call === call)).toBe(false);
    expect(await visitor.end(call)).toMatchObject({ status: "error", error: { code: "stopping" } });
    expect(await visitor.closed).toBe(1001);
    expect(await script.ended).toBe(0);
    expect(script.output()).toMatch(/main thread is held and did not hear SIGTERM/);
  },
);

it("exits with 130 on a second SIGINT also where a function holds the main thread", limits, async () => {
  const script = await start(holding);
  const visitor = await visit(script.url);
  visitor.call(1, ["hold"]);
  await script.printed(/holding/);
  script.process.kill("SIGINT");
  await expect.poll(async () => (await fetch(`${script.url}/readyz`)).status).toBe(503);
  script.process.kill("SIGINT");
  expect(await script.ended).toBe(130);
});

const capture = `
import threads from "node:worker_threads";
import { syncBuiltinESMExports } from "node:module";
const workers = [];
threads.Worker = class extends threads.Worker { constructor(...given) { super(...given); workers.push(this); } };
syncBuiltinESMExports();
`;

it("starts a dead gateway again on its port, and gives up at the third death", limits, async () => {
  const script = await start(app("(text) => { void workers.at(-1).terminate(); return text; }", { before: capture }));
  for (let death = 1; death <= 3; death += 1) {
    if (death > 1) await script.printed(new RegExp(`(?:Running again[^]*){${death - 1}}`));
    const visitor = await visit(script.url);
    visitor.call(1, ["a"]);
    await visitor.closed;
  }
  expect(await script.ended).toBe(1);
  expect(script.output()).toMatch(/died 3 times/);
});

it("a gateway that was started again knows the files that lie there", limits, async () => {
  const script = await start(app("(text) => { void workers.at(-1).terminate(); return text; }", { before: capture }));
  const upload = async (): Promise<string> => {
    const form = new FormData();
    form.append("files", new Blob(["some words"], { type: "text/plain" }), "words.txt");
    const answer = await fetch(`${script.url}/gradio_api/upload`, { method: "POST", body: form });
    return ((await answer.json()) as [string])[0];
  };
  const before = await upload();
  const visitor = await visit(script.url);
  visitor.call(1, ["a"]);
  await script.printed(/Running again/);
  const found = await fetch(`${script.url}/gradio_api/file=${before}`);
  expect([found.status, await found.text()]).toEqual([200, "some words"]);
  const after = await upload();
  expect((await fetch(`${script.url}/gradio_api/file=${after}`)).status).toBe(200);
});

const faulty = `
import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
const file = dirname(process.argv[1]) + "/faults.mjs";
writeFileSync(file, \`
  import { parentPort, workerData } from "node:worker_threads";
  if (workerData?.settings !== undefined) {
    const post = parentPort.postMessage.bind(parentPort);
    parentPort.postMessage = (message) => {
      if (message.msg === "listening") begin();
      post(message);
    };
  }
  function begin() {
    void Promise.reject(new Error("rejected in the server"));
    let left = 2000;
    const timer = setInterval(() => {
      if (--left === 0) clearInterval(timer);
      throw new Error("thrown in the server");
    });
  }
\`);
process.env.NODE_OPTIONS = "--import " + file;
`;

it(
  "a throw or a rejection in the server's thread that nothing caught ends neither it nor a call, and floods no log",
  limits,
  async () => {
    const script = await start(app("(text) => text", { before: faulty }));
    const idOf = async (): Promise<unknown> =>
      (await (await fetch(`${script.url}/gradio_api/app_id`)).json()) as unknown;
    const before = await idOf();
    await script.printed(/survived: Error: rejected in the server\n\s+at /);
    await script.printed(/survived: Error: thrown in the server\n\s+at /);
    await script.printed(/(?:more faults in the server within a second, all survived[^]*){2}/);
    const visitor = await visit(script.url);
    expect(await visitor.result(1, ["a"])).toMatchObject({ status: "done", values: ["a"] });
    expect(await idOf()).toEqual(before);
    const told = script.output().match(/ in the server[\n]/g)!.length;
    const counted = [...script.output().matchAll(/(\d+) more faults/g)].reduce(
      (sum, [, count]) => sum + Number(count),
      0,
    );
    expect(counted).toBeGreaterThan(10 * told);
  },
);
