import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { type Script, startScript } from "../launch/test-script.ts";
import { type Visitor, visit } from "../launch/test-visitor.ts";
import { fn, threadApp } from "./test-app.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let script: Script;
let url: string;

beforeAll(async () => {
  script = startScript(threadApp, ["--max-old-space-size=256"]);
  [, url] = (await script.printed(/Running on (\S+)/)) as unknown as [string, string];
});
afterAll(() => script.stop());

async function visitor(query = ""): Promise<Visitor> {
  const one = await visit(url, query);
  onTestFinished(() => one.socket.terminate());
  return one;
}

describe("in a worker thread", () => {
  it("plain and async functions give their values, and module state is the thread's", async () => {
    const one = await visitor();
    const { values } = await one.result(fn["plain"]!, ["a"]);
    expect(values![0]).toMatch(/^A thread \d+$/);
    expect(await one.result(fn["later"]!, ["b"])).toMatchObject({ status: "done", values: ["b thread"] });
  });

  it("a generator streams, with progress and messages", async () => {
    const one = await visitor();
    const call = one.call(fn["stream"]!, ["one two three"]);
    expect(await one.end(call)).toMatchObject({ status: "done" });
    const about = one.messages.filter((message) => "call" in message && message.call === call);
    const logs = about.filter(({ msg }) => msg === "log");
    expect(logs).toMatchObject([
      { level: "info", text: "began", title: "Note" },
      { level: "warning", text: "careful" },
    ]);
    expect(about).toContainEqual(
      expect.objectContaining({ msg: "progress", bars: [expect.objectContaining({ total: 3, unit: "words" })] }),
    );
    expect(JSON.stringify(about.filter(({ msg }) => msg === "values" || msg === "edits"))).toContain("three");
  });

  it("a UserError is told as it is, any other error by an id that the log explains", async () => {
    const one = await visitor();
    expect((await one.result(fn["told"]!, [""])).error).toMatchObject({
      code: "user",
      message: "Too dark",
      title: "Picture",
    });
    const { error } = await one.result(fn["failing"]!, [""]);
    expect(error).toMatchObject({ code: "failed", message: "Something went wrong" });
    await script.printed(new RegExp(`/failing failed \\(${error!.id}\\): Error: secret`));
  });

  it("files go in and out", async () => {
    const form = new FormData();
    form.append("file", new Blob(["some words"]), "words.txt");
    const answer = await fetch(`${url}/api/copied`, { method: "POST", body: form });
    const { data } = (await answer.json()) as { data: { copy: string } };
    expect(await (await fetch(data.copy)).text()).toBe("SOME WORDS");
  });

  it("a batch is served as one, and an Error in a place fails that call alone", async () => {
    const one = await visitor();
    const [good, bad] = await Promise.all([one.result(fn["doubled"]!, [21]), one.result(fn["doubled"]!, [-1])]);
    expect(good).toMatchObject({ status: "done", values: [42] });
    expect(bad).toMatchObject({ status: "error", error: { code: "failed" } });
  });

  it("the context tells of the call, the request and the session", async () => {
    const one = await visitor("?a=b");
    expect(await one.result(fn["about"]!, [""])).toMatchObject({ values: ["1,,b,true,"] });
  });

  it("State goes to and fro between the threads and the script, for each session its own", async () => {
    const [one, other] = [await visitor(), await visitor()];
    expect((await one.result(fn["addHere"]!, ["a", null])).values![0]).toBe("first a main");
    expect((await one.result(fn["addThere"]!, ["b", null])).values![0]).toBe("first a b thread");
    expect((await one.result(fn["addThere"]!, ["c", null])).values![0]).toBe("first a b c thread");
    expect((await one.result(fn["addHere"]!, ["d", null])).values![0]).toBe("first a b c d main");
    expect((await other.result(fn["addThere"]!, ["x", null])).values![0]).toBe("first x thread");
    expect((await other.result(fn["addHere"]!, ["y", null])).values![0]).toBe("first x y main");
  });

  it.each([
    ["widenHere", "readThere"],
    ["widenThere", "readHere"],
    ["widenThere", "readThere"],
  ])("what %s changes of a component holds for %s, for this session alone", async (widen, read) => {
    const [one, other] = [await visitor(), await visitor()];
    expect(await one.result(fn[read]!, [50])).toMatchObject({ status: "error", error: { code: "invalid" } });
    expect(await one.result(fn[widen]!, [])).toMatchObject({ status: "done" });
    expect(await one.result(fn[read]!, [50])).toMatchObject({ status: "done" });
    expect(await other.result(fn[read]!, [50])).toMatchObject({ status: "error", error: { code: "invalid" } });
  });

  it("functions answer while another holds the main thread for five seconds", async () => {
    const [one, other] = [await visitor(), await visitor()];
    await one.result(fn["plain"]!, ["warm"]);
    const holding = one.call(fn["hold"]!, [""]);
    await script.printed(/holding/);
    for (let n = 0; n < 3; n++) {
      // oxlint-disable-next-line no-await-in-loop -- one after another
      expect((await other.result(fn["plain"]!, ["a"])).status).toBe("done");
    }
    expect((await other.result(fn["addThere"]!, ["z", null])).values![0]).toBe("first z thread");
    expect(script.output()).not.toMatch(/held the main thread/);
    // The limit is told at once, and that it could not be enforced afterwards.
    expect(await one.end(holding)).toMatchObject({ status: "error", error: { code: "time-limit" } });
    await script.printed(/\/hold held the main thread for 5\.\d s, over its timeLimitMs of 500.*thread: true/);
    await script.printed(/\/hold held the main thread for 5\.\d s, and all other functions waited.*thread: true/);
  });
});

describe("a thread that goes wrong is replaced, and says why", () => {
  it.each([
    ["exit", /ended with exit code 3/],
    ["late throw", /an error that nothing caught/],
    ["reject", /an error that nothing caught/],
    ["heap", /ran out of memory/],
  ])("%s", async (act, reason) => {
    const [one, other] = [await visitor(), await visitor()];
    // Somebody else's call is under way in another thread and stays unharmed.
    const unharmed = other.call(fn["tidy"]!, [act]);
    await other.until(({ msg }) => msg === "values");
    const { status, error } = await one.result(fn["fault"]!, [act]);
    expect({ status, code: error?.code }).toEqual({ status: "error", code: "crashed" });
    expect(error!.message).toMatch(reason);
    expect(error!.message).not.toContain("thrown late");
    await script.printed(new RegExp(`/fault: its thread [^]*\\(${error!.id}\\)`));
    expect(other.messages.some((message) => message.msg === "end" && message.call === unharmed)).toBe(false);
    expect(await one.result(fn["fault"]!, ["fine"])).toMatchObject({ status: "done" });
    other.cancel(unharmed);
    expect(await other.end(unharmed)).toMatchObject({ status: "cancelled" });
    await script.printed(new RegExp(`tidied ${act}`));
  });

  it("an endless loop ends at its time limit, and its slot is free", async () => {
    const one = await visitor();
    const { error } = await one.result(fn["limited"]!, ["loop"]);
    expect(error).toMatchObject({ code: "time-limit" });
    expect(await one.result(fn["limited"]!, ["fine"])).toMatchObject({ status: "done" });
    await script.printed(/\/limited did not heed its signal/);
  });

  it.each(["loop", "deaf"])("a stopped %s is answered at once and gives back its slots", async (act) => {
    const one = await visitor();
    for (let round = 0; round < 3; round++) {
      const call = one.call(fn["fault"]!, [act]);
      // oxlint-disable-next-line no-await-in-loop -- more rounds than slots
      await one.until((message) => message.msg === "log" && message.call === call);
      one.cancel(call);
      // oxlint-disable-next-line no-await-in-loop -- more rounds than slots
      expect(await one.end(call)).toMatchObject({ status: "cancelled" });
    }
    expect(await one.result(fn["fault"]!, ["fine"])).toMatchObject({ status: "done" });
  });

  it("a generator that ignores its signal is ended, and its one slot is free for the next", async () => {
    const one = await visitor();
    const call = one.call(fn["stubborn"]!, [""]);
    await one.until((message) => message.msg === "values" && message.call === call);
    const next = one.call(fn["stubborn"]!, [""]);
    one.cancel(call);
    await one.until((message) => message.msg === "values" && message.call === next);
    one.cancel(next);
    await one.end(next);
    expect(script.output()).not.toContain("never printed");
  });

  it("an idempotent function runs a second time, another does not", async () => {
    const one = await visitor();
    expect(await one.result(fn["again"]!, ["a"])).toMatchObject({ status: "done", values: ["a 2"] });
    await script.printed(/\/again: its thread ended with exit code 1.*runs a second time/);
    expect(await one.result(fn["once"]!, ["a"])).toMatchObject({ status: "error", error: { code: "crashed" } });
  });
});

it("says at start how many threads there may be, and at the first what an import costs", async () => {
  await script.printed(
    /\/plain, \/later, .* run in at most 4 worker threads \(maxThreads\), started when needed; each imports script\.mts again\./,
  );
  await script.printed(
    /The first worker thread has imported script\.mts in \d+ ms; that took about \d+ MB of memory, and each further/,
  );
  expect(script.output().match(/The first worker thread/g)).toHaveLength(1);
  // Launching is the main thread's, also after a dozen imports.
  expect(script.output().match(/Running on/g)).toHaveLength(1);
});
