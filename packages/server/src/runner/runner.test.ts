import { Json, Numberbox, State, Textbox, UserError } from "@vitrine/components";
import { describe, expect, it } from "vitest";
import type { CallContext } from "../app-model/call-context.ts";
import type { CallEnd } from "../channel/messages.ts";
import type { PortShape } from "../app-model/declaration.ts";
import { callId, declare, harness, port } from "./test-harness.ts";

const text = port("text", Textbox(), 1);
const size = port("size", Numberbox(), 2);
const json = port("json", Json(), 3);

function messageOf(end: CallEnd | undefined): string {
  return end?.status === "error" ? end.error.message : `no error: ${JSON.stringify(end)}`;
}

describe("what the function receives and gives", () => {
  it("passes a list, and takes a list", async () => {
    const gateway = harness(
      declare((word: string, times: number) => [word.repeat(times), word.length], {
        inputs: [text, size],
        outputs: [text, size],
        outputShape: "list",
      }),
    );
    gateway.run(1, [["ab", 2]]);
    expect(await gateway.ended(1)).toEqual([{ status: "done", values: ["abab", 2] }]);
  });

  it("passes a record, and takes a record that leaves keys out", async () => {
    const fn = declare(
      function* ({ text: word }: { text: string }) {
        yield { text: word, size: 1 };
        yield { size: 2 };
        yield { text: null };
      },
      { inputs: [text], inputShape: "record", outputs: [text, size], outputShape: "record" },
    );
    const gateway = harness(fn);
    gateway.run(1, [["hi"]]);
    expect(await gateway.ended(1)).toEqual([{ status: "done", values: null }]);
    expect(gateway.yields(callId(1))).toEqual([
      ["hi", 1],
      ["hi", 2],
      [null, 2],
    ]);
  });

  it("gives a context that tells of the call", async () => {
    const gateway = harness(
      declare(
        ({ session, call, request, event }: CallContext) => ({
          session: session.id,
          call: call.id,
          header: request.headers.get("X-Test"),
          query: request.query.get("a"),
          address: request.address,
          event,
        }),
        { outputs: [json] },
      ),
    );
    gateway.run(1, [[]], { event: { index: 3 } });
    expect(await gateway.ended(1)).toEqual([
      {
        status: "done",
        values: [
          { session: "session", call: callId(1), header: "yes", query: "1", address: "127.0.0.1", event: { index: 3 } },
        ],
      },
    ]);
  });

  it("sends what the function says beside its values", async () => {
    const gateway = harness(
      declare(
        (context: CallContext) => {
          context.progress(1, 2);
          context.info("hello", { title: "Note" });
          context.warning("careful", { durationMs: null });
          return "x";
        },
        { outputs: [text] },
      ),
    );
    gateway.run(1, [[]]);
    await gateway.ended(1);
    const notes = gateway.messages.flatMap((message) => (message.msg === "note" ? [message.note] : []));
    expect(notes).toEqual([
      { kind: "progress", bars: [{ done: 1, total: 2, text: null, unit: null }] },
      { kind: "log", level: "info", text: "hello", title: "Note", durationMs: 10_000 },
      { kind: "log", level: "warning", text: "careful", title: null, durationMs: null },
    ]);
  });

  it.each(["direct", "thread"] as const)("copies a value when it is yielded, on a %s channel", async (channel) => {
    const gateway = harness(
      declare(
        function* () {
          const list: number[] = [];
          for (let n = 0; n < 3; n += 1) {
            list.push(n);
            yield list;
          }
        },
        { outputs: [json] },
      ),
      { channel },
    );
    gateway.run(1, [[]]);
    await gateway.ended(1);
    expect(gateway.yields(callId(1))).toEqual([[[0]], [[0, 1]], [[0, 1, 2]]]);
  });

  it("keeps State for each session, at each yield", async () => {
    const count = port(
      "count",
      State(() => 0),
      9,
    );
    const gateway = harness(
      declare((n: number) => [`${n + 1}`, n + 1], {
        inputs: [count],
        outputs: [text, count],
        outputShape: "list",
      }),
    );
    gateway.run(1, [[null]]);
    expect(await gateway.ended(1)).toEqual([{ status: "done", values: ["1", null] }]);
    gateway.run(2, [[null]]);
    expect(await gateway.ended(2)).toEqual([{ status: "done", values: ["2", null] }]);
    gateway.post({ msg: "forget", sessions: ["session"] });
    gateway.run(3, [[null]]);
    expect(await gateway.ended(3)).toEqual([{ status: "done", values: ["1", null] }]);
  });
});

it.each<[string, () => unknown, PortShape]>([
  ["a generator", function* () {}, "single"],
  ["a generator of a record", function* () {}, "record"],
  ["an async generator", async function* () {}, "single"],
  ["a stream", () => new ReadableStream({ start: (stream) => stream.close() }), "single"],
])("%s that ends without a value ends well, with none", async (_style, fn, outputShape) => {
  const gateway = harness(declare(fn, { outputs: [text], outputShape }));
  gateway.run(1, [[]]);
  expect(await gateway.ended(1)).toEqual([{ status: "done", values: null }]);
});

describe("results that cannot be used", () => {
  const cases: [string, () => unknown, Partial<Parameters<typeof declare>[1]>, RegExp][] = [
    ["nothing", () => undefined, { outputs: [text] }, /"\/predict" returned nothing.*"text"/],
    [
      "a generator's own nothing",
      function* () {
        yield undefined;
      },
      { outputs: [text] },
      /returned nothing/,
    ],
    [
      "too many",
      () => ["a", 1, 2],
      { outputs: [text, size], outputShape: "list" },
      /gave 3 values, but it has 2 outputs/,
    ],
    ["no list", () => "a", { outputs: [text, size], outputShape: "list" }, /gave a string, but it has 2 outputs/],
    ["a gap", () => ["a", undefined], { outputs: [text, size], outputShape: "list" }, /nothing for its output "size"/],
    ["no record", () => "a", { outputs: [text], outputShape: "record" }, /return an object with the keys "text"/],
    ["a stray key", () => ({ txt: 1 }), { outputs: [text], outputShape: "record" }, /"txt".*"text"/],
    ["a wrong type", () => "seven", { outputs: [size] }, /output "size" cannot show: .*seven/],
    ["what JSON cannot hold", () => 1n, { outputs: [json] }, /output "json" cannot show/],
    [
      "a State that cannot be kept",
      () => () => 1,
      {
        outputs: [
          port(
            "kept",
            State(() => 0),
            9,
          ),
        ],
      },
      /"kept" cannot keep/,
    ],
  ];
  it.each(cases)("%s", async (_, fn, ports, expected) => {
    const gateway = harness(declare(fn, ports));
    gateway.run(1, [[]]);
    const [end] = await gateway.ended(1);
    expect(messageOf(end)).toMatch(expected);
  });

  it("refuses a value over the limit and names the remedy", async () => {
    const gateway = harness(
      declare(() => "x".repeat(2_000), { outputs: [text] }),
      { limits: { yield: 1_000 } },
    );
    gateway.run(1, [[]]);
    const [end] = await gateway.ended(1);
    expect(end).toMatchObject({ status: "error", error: { code: "too-large" } });
    expect(messageOf(end)).toMatch(/1000 bytes.*limits: \{ yield \}/);
  });
});

const leaking = (): never => {
  throw new Error("secret", { cause: new Error("root cause") });
};

const refusing = (): never => {
  throw new UserError("Too large", { title: "No", durationMs: 5 });
};

describe("errors", () => {
  it("hides an unexpected error behind an id under which it is logged with its causes", async () => {
    const gateway = harness(declare(leaking, { outputs: [text] }), { showError: false });
    gateway.run(1, [[]]);
    const [end] = await gateway.ended(1);
    expect(end).toEqual({
      status: "error",
      error: { code: "failed", message: "Something went wrong", id: expect.stringMatching(/^[0-9a-f]{8}$/) },
    });
    expect(gateway.log).toHaveLength(1);
    const [line] = gateway.log;
    expect(line!.text).toContain((end as { error: { id: string } }).error.id);
    expect(line!.text).toMatch(/secret[\s\S]*runner\.test\.ts[\s\S]*root cause/);
  });

  it("tells the visitor what a UserError says", async () => {
    const gateway = harness(declare(refusing, { outputs: [text] }), { showError: false });
    gateway.run(1, [[]]);
    expect(await gateway.ended(1)).toMatchObject([
      { status: "error", error: { code: "user", message: "Too large", title: "No", durationMs: 5 } },
    ]);
    expect(gateway.log).toEqual([]);
  });
});
