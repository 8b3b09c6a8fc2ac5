import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Image, Numberbox, Sketchpad, State, Textbox, type ReceivedFile } from "@vitrine/components";
import { fileMeta } from "@vitrine/protocol";
import { expect, it, onTestFinished, vi } from "vitest";
import type { Answer, RunCall } from "../channel/messages.ts";
import { callId, declare, harness, port, type Harness } from "./test-harness.ts";

const text = port("text", Textbox(), 1);
const count = port("count", Numberbox(), 2);

async function ask(gateway: Harness, number: number, call: Partial<RunCall>): Promise<Answer> {
  const caller = { session: "session", user: null, headers: "", query: "", address: "127.0.0.1" };
  const whole: RunCall = { call: callId(0), attempt: 1, caller, data: [], event: null, files: {}, ...call };
  gateway.post({ msg: "ask", ask: number, question: { about: "call", fn: 1, call: whole } });
  const message = await gateway.until((one) => one.msg === "answer" && one.ask === number);
  if (message.msg !== "answer") throw new Error("no answer");
  return message.answer;
}

const product = (word: string, times: number, state: number): number => word.length * times + state;
const initial = async (word: string): Promise<string> => word.charAt(0);
const itself = (word: string): string => word;
const five = (): unknown => 5;
const never = (): Promise<number> => new Promise(() => {});
const broken = (word: string): number => {
  if (word === "null") throw null;
  throw new RangeError(`no ${word}`);
};

it("says what cost and batchKey give for what the function will receive", async () => {
  const kept = port(
    "kept",
    State(() => 7),
    3,
  );
  const gateway = harness(
    declare((words: string[]) => words, {
      batch: true,
      inputs: [text, count, kept],
      outputs: [text],
      cost: product,
      batchKey: initial,
    }),
  );
  expect(await ask(gateway, 1, { data: ["cats", 3, null] })).toEqual({ cost: 19, key: "c", problems: {} });
});

it("counts a cost that is none as NaN, leaves a wrong key out, and says why", async () => {
  const given: unknown[] = [0, "3", Infinity];
  const cost = (): unknown => given.shift();
  const gateway = harness(
    declare((words: string[]) => words, { inputs: [text], outputs: [text], cost, batchKey: five }),
  );
  for (const [number, shown] of ["0", "3", "Infinity"].entries()) {
    const { problems, ...answer } = await ask(gateway, number, { data: ["a"] });
    expect(answer).toEqual({ cost: Number.NaN });
    expect(problems["cost"]).toContain(`cost must give a finite number above 0, got ${shown}`);
    expect(problems["batchKey"]).toContain("batchKey must give a text, got number");
  }
});

it("survives functions that throw and values that cannot be read", async () => {
  const gateway = harness(declare((word: string) => word, { inputs: [text, count], outputs: [text], cost: broken }));
  expect((await ask(gateway, 1, { data: ["cats", 1] })).problems["cost"]).toContain("RangeError: no cats");
  expect((await ask(gateway, 2, { data: ["null", 1] })).problems["cost"]).toContain("thrown, not an Error: null");
  expect((await ask(gateway, 3, { data: ["cats", "x"] })).cost).toBeNaN();
});

it("waits half a minute for what is never answered", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout"] });
  onTestFinished(() => void vi.useRealTimers());
  const gateway = harness(declare((word: string) => word, { inputs: [text], outputs: [text], cost: never }));
  const answer = ask(gateway, 1, { data: ["cats"] });
  await vi.waitUntil(() => vi.getTimerCount() > 0);
  await vi.advanceTimersByTimeAsync(30_000);
  const { cost, problems } = await answer;
  expect(cost).toBeNaN();
  expect(problems["cost"]).toContain("gave no answer within 30 s");
});

it("keeps a long key as its hash", async () => {
  const gateway = harness(declare((words: string[]) => words, { inputs: [text], outputs: [text], batchKey: itself }));
  const [one, same, other] = await Promise.all(
    ["a", "a", "b"].map((letter, number) => ask(gateway, number, { data: [letter.repeat(100_000)] })),
  );
  expect(one?.key).toHaveLength(64);
  expect(same?.key).toBe(one?.key);
  expect(other?.key).not.toBe(one?.key);
});

it("gives pictures and drawings as files that nobody has decoded", async () => {
  const folder = mkdtempSync(join(tmpdir(), "answers-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const location = join(folder, "stored");
  writeFileSync(location, "no picture at all");
  const ref = `${"0".repeat(32)}/a.png`;
  const files = { [ref]: { ref, location, hash: "h", name: "a.png", size: 17, type: "image/png" } };
  const wire = { path: ref, url: null, size: 17, orig_name: "a.png", mime_type: "image/png", meta: fileMeta };
  const seen: unknown[] = [];
  const cost = async (image: ReceivedFile, empty: unknown, drawing: { layers: ReceivedFile[] }): Promise<number> => {
    seen.push(
      image.name,
      readFileSync(image.path, "utf8"),
      empty,
      drawing.layers[0]?.size,
      new TextDecoder().decode(await image.bytes()),
    );
    return image.size;
  };
  const inputs = [
    port("image", Image(), 1),
    port("empty", Image({ optional: true }), 2),
    port("drawing", Sketchpad(), 3),
  ];
  const gateway = harness(declare((word: string) => word, { inputs, outputs: [text], cost }));
  const drawing = { background: null, layers: [wire], composite: null, id: null };
  expect(await ask(gateway, 1, { data: [wire, null, drawing], files })).toEqual({ cost: 17, problems: {} });
  expect(seen).toEqual(["a.png", "no picture at all", null, 17, "no picture at all"]);
});
