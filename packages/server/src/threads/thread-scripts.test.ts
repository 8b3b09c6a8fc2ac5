import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { type Script, startScript } from "../launch/test-script.ts";
import { visit } from "../launch/test-visitor.ts";

vi.setConfig({ testTimeout: 60_000 });

const head = `
import { isMainThread } from "node:worker_threads";
import { Interface, Textbox } from "vitrine";
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const make = (fn, options = {}) =>
  new Interface({ inputs: Textbox({ name: "text" }), outputs: Textbox({ name: "out" }), thread: true, fn, ...options });
const where = () => (isMainThread ? "main" : "thread");
`;

async function start(body: string): Promise<Script & { urls: string[] }> {
  const script = startScript(head + body);
  onTestFinished(() => script.stop());
  await script.printed(/Running on (\S+)/);
  return {
    ...script,
    get urls() {
      return [...script.output().matchAll(/Running on (\S+)/g)].map(([, url]) => url!);
    },
  };
}

async function call(url: string, text = "a"): Promise<{ status: string; error?: { message: string }; value: unknown }> {
  const visitor = await visit(url);
  onTestFinished(() => visitor.socket.terminate());
  const { values, ...end } = await visitor.result(1, [text]);
  return { ...end, value: values?.[0] };
}

it.each([
  [
    "throws while it is imported",
    `if (!isMainThread) throw new Error("no disk");\nmake(where).launch({ port: 0, showError: true });`,
    /import the script: no disk/,
  ],
  [
    "ends its thread while it is imported",
    `if (!isMainThread) process.exit(4);\nmake(where).launch({ port: 0 });`,
    /ended with exit code 4/,
  ],
])("a script that %s fails the call with the reason, and one line", async (_, body, reason) => {
  const script = await start(body);
  const { status, error } = await call(script.urls[0]!);
  expect(status).toBe("error");
  expect(error!.message).toMatch(reason);
  // The next call tries anew.
  await call(script.urls[0]!);
  await script.printed(/(?:\/predict: its thread [^]*){2}/);
  expect(script.output().match(/\/predict: its thread /g)).toHaveLength(2);
});

it.each([
  [
    "launches nothing",
    `if (isMainThread) make(where).launch({ port: 0, showError: true });`,
    /called no launch\(\) there within \d+ s.*isMainThread/,
  ],
  [
    "launches another app",
    `make(where, isMainThread ? {} : { apiName: "other" }).launch({ port: 0, showError: true });`,
    /launched another app there.*restart/,
  ],
])("a script that %s in its threads is given up after a while, with the remedy", async (_, body, reason) => {
  const script = await start(body);
  const { error } = await call(script.urls[0]!);
  expect(error!.message).toMatch(reason);
});

it("finds the right one of several apps, also one that is launched late and one that looks the same", async () => {
  const script = await start(`
    const two = ["first", "second"].map((name) => make((text) => [text, name, where()].join(" ")));
    const late = make((text) => text + " late " + where(), { apiName: "late" });
    const launch = async () => {
      await Promise.all(two.map((app) => app.launch({ port: 0 })));
      await wait(300);
      await late.launch({ port: 0 });
      console.log("all run");
    };
    if (isMainThread) void launch();
    else {
      await wait(100);
      void late.launch();
      for (const app of two) void app.launch();
    }
  `);
  await script.printed(/all run/);
  const answers = await Promise.all(script.urls.map((url) => call(url)));
  const values = answers.map(({ value }) => value);
  expect(values).toEqual(expect.arrayContaining(["a first thread", "a second thread", "a late thread"]));
});

it("more runs than threads wait for one and hold their slots; a stopped one leaves at once", async () => {
  const script = await start(`
    make(async (text) => { console.log("runs " + text); await wait(text === "long" ? 60_000 : 1); return text; }, {
      concurrencyLimit: 2,
    }).launch({ port: 0, maxThreads: 1 });
  `);
  await script.printed(/runs? in one worker thread \(maxThreads\)/);
  const visitor = await visit(script.urls[0]!);
  onTestFinished(() => visitor.socket.terminate());
  const started = (id: string) => visitor.until((message) => message.msg === "started" && message.call === id);
  const long = visitor.call(1, ["long"]);
  await script.printed(/runs long/);
  const second = visitor.call(1, ["second"]);
  await started(second);
  visitor.cancel(second);
  await visitor.end(second);
  const third = visitor.call(1, ["third"]);
  await started(third);
  expect(script.output()).not.toMatch(/runs (second|third)/);
  visitor.cancel(long);
  expect(await visitor.end(third)).toMatchObject({ status: "done", values: ["third"] });
  expect(script.output()).not.toContain("runs second");
});

it("the time that a thread needs for its import is not its function's", async () => {
  const script = await start(`
    if (!isMainThread) await wait(1_500);
    make((text) => { while (text === "loop"); return text; }, { timeLimitMs: 1_000 }).launch({ port: 0 });
  `);
  expect(await call(script.urls[0]!)).toMatchObject({ status: "done" });
  expect(await call(script.urls[0]!, "loop")).toMatchObject({ status: "error", error: { code: "time-limit" } });
});

it("a thread that breaks after its call is replaced before the next", async () => {
  const script = await start(`
    make((text) => { setTimeout(() => { throw new Error("thrown later"); }, 20); return text; }).launch({ port: 0 });
  `);
  expect(await call(script.urls[0]!)).toMatchObject({ status: "done" });
  await script.printed(/A worker thread without a call was ended: Error: thrown later/);
  expect(await call(script.urls[0]!)).toMatchObject({ status: "done" });
});

it("close() ends all threads, running ones, too, and the process ends by itself", async () => {
  const script = await start(`
    const running = await make((text) => { console.log("runs"); if (text === "loop") for (;;); return text; }).launch({ port: 0 });
    process.once("SIGUSR2", () => void running.close().then(() => console.log("closed")));
  `);
  const visitor = await visit(script.urls[0]!);
  await visitor.result(1, ["a"]);
  visitor.call(1, ["loop"]);
  await script.printed(/runs[^]*runs/);
  visitor.socket.terminate();
  script.process.kill("SIGUSR2");
  await script.printed(/closed/);
  expect(await script.ended).toBe(0);
});

it.each([
  ["attach()", `make(where).attach((await import("node:http")).createServer())`],
  ["fetch()", `make(where).fetch(new Request("http://localhost/"))`],
])("%s refuses a function with thread: true and says what to do", async (name, body) => {
  const script = startScript(`${head}\nawait ${body}.catch((error) => console.log("refused: " + error.message));`);
  onTestFinished(() => script.stop());
  const [line] = await script.printed(/refused: .*/);
  expect(line).toContain(`${name}: /predict has thread: true`);
  expect(line).toContain("serve the app by launch()");
});

it("a script that is no file is refused at launch", async () => {
  const entry = new URL("../index.ts", import.meta.url).href;
  const code = `${head.replace('"vitrine"', JSON.stringify(entry))}\nmake(where).launch({ port: 0 });`;
  const node = promisify(execFile)(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", code], {
    cwd: new URL("../..", import.meta.url),
  });
  await expect(node).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/\/predict has thread: true.*there is no file to import; start Node with a file/),
  });
});
