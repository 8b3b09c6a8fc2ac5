/** For tests: a script whose functions run in worker threads, with one on the main thread. `fn` ids by their order. */
export const threadApp = `
import { readFile } from "node:fs/promises";
import { isMainThread, threadId } from "node:worker_threads";
import { api, Blocks, Column, File, keep, Numberbox, Slider, State, Textbox, update, UserError } from "vitrine";

const text = Textbox({ name: "text" });
const out = Textbox({ name: "out" });
const file = File({ name: "file" });
const copy = File({ name: "copy" });
const number = Numberbox({ name: "number" });
const double = Numberbox({ name: "double" });
const level = Slider({ name: "level", min: 0, max: 10 });
const words = State(() => ["first"]);
const where = () => (isMainThread ? "main" : "thread");
const hold = (ms) => { const end = Date.now() + ms; while (Date.now() < end); };
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const thread = true;
let calls = 0;

const plain = (given) => [given.toUpperCase() + " " + where() + " " + ++calls].join();
const later = async (given) => { await wait(1); return given + " " + where(); };
async function* stream(given, { progress, info, warning, signal }) {
  info("began", { title: "Note" });
  warning("careful");
  for (const word of progress.track(given.split(" "), { unit: "words" })) {
    yield word;
    await wait(1);
  }
}
const told = () => { throw new UserError("Too dark", { title: "Picture" }); };
const failing = () => { throw new Error("secret"); };
const copied = async (given) => {
  const bytes = await given.bytes();
  return new Blob([Buffer.from(bytes).toString().toUpperCase()], { type: "text/plain" });
};
const doubled = (numbers) => numbers.map((one) => (one < 0 ? new Error("negative") : one * 2));
const about = (given, context) =>
  [context.call.attempt, context.event, context.request.query.get("a"), context.session.id.length > 8, context.session.user].join();
const add = (word, before) => [[...before, word].join(" ") + " " + where(), [...before, word]];
const widen = () => [update({ max: 100, value: 50 }), keep];
const read = (value) => "level " + value + " " + where();
const fault = async (act, { info }) => {
  info("begins");
  switch (act) {
    case "exit": process.exit(3);
    case "loop": for (;;);
    case "late throw": setTimeout(() => { throw new Error("thrown late"); }); return wait(60_000);
    case "reject": void Promise.reject(new Error("rejected late")); return wait(60_000);
    case "heap": { const all = []; for (;;) all.push(new Array(100_000).fill(Math.random())); }
    case "deaf": return wait(60_000);
    default: return act + " " + threadId;
  }
};
async function* tidy(given, { signal }) {
  try {
    yield "open";
    await new Promise((resolve) => signal.addEventListener("abort", resolve));
  } finally {
    console.log("tidied " + given);
  }
}
async function* stubborn() {
  try { yield "open"; await wait(60_000); } finally { console.log("never printed"); }
}
const again = (given, { call }) => { if (call.attempt === 1) process.exit(1); return given + " " + call.attempt; };

const numbers = (fn, options = {}) => api({ inputs: number, outputs: double, thread, fn, ...options });
const texts = (fn, options = {}) => api({ inputs: text, outputs: out, thread, fn, ...options });
const demo = new Blocks({
  layout: Column(text, out, file, copy, number, double, level),
  events: {
    plain: texts(plain),
    later: texts(later),
    stream: texts(stream),
    told: texts(told),
    failing: texts(failing),
    copied: api({ inputs: file, outputs: copy, thread, fn: copied }),
    doubled: numbers(doubled, { batch: true, batchTimeoutMs: 60_000, maxBatchSize: 2 }),
    about: texts(about),
    addHere: api({ inputs: [text, words], outputs: [out, words], fn: add }),
    addThere: api({ inputs: [text, words], outputs: [out, words], thread, fn: add }),
    widenHere: api({ inputs: [], outputs: [level, out], fn: widen }),
    readThere: api({ inputs: level, outputs: out, thread, fn: read }),
    widenThere: api({ inputs: [], outputs: [level, out], thread, fn: widen }),
    readHere: api({ inputs: level, outputs: out, fn: read }),
    hold: api({ inputs: text, outputs: out, timeLimitMs: 500, fn: () => { console.log("holding"); hold(5000); return "held"; } }),
    fault: texts(fault, { concurrencyLimit: 2 }),
    limited: texts(fault, { timeLimitMs: 300 }),
    tidy: texts(tidy),
    stubborn: texts(stubborn),
    again: texts(again, { idempotent: true }),
    once: texts(again),
  },
});
demo.launch({ port: 0, maxThreads: 4 });
`;

const names =
  "plain later stream told failing copied doubled about addHere addThere widenHere readThere widenThere readHere hold fault limited tidy stubborn again once";

/** For tests: the ids of its functions by name. */
export const fn: Readonly<Record<string, number>> = Object.fromEntries(
  names.split(" ").map((name, index) => [name, index + 1]),
);
