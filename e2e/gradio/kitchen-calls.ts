import { setTimeout as pause } from "node:timers/promises";
import { api, Dataframe, Json, State, Textbox, UserError } from "vitrine";

const text = () => Textbox({ name: "text" });
const words = () => Textbox({ name: "words" });
const kept = State(() => 0);

const steps = [[[1], [2], [3]], [[1], [2]], { a: [1, 2], b: "x" }, { b: "xy" }, null, 0, [], { c: "äö😀" }];
// What Gradio loses: inner lists beside others, 1 for true, and texts that are no JSON.
const shapes = [[[1], [2], [3]], [[1], [3]], [1, true], [true, 1], { a: 0 }, { a: false }, "", "1"];
const rows = [
  [["a", 1]],
  [
    ["a", 1],
    ["b", 2],
    ["c", 3],
  ],
  [["a", "1"]],
  [
    ["a", true],
    ["b", null],
  ],
];

/** Endpoints of every kind of call: generators, errors, State, and what is unlisted or private. */
export const callEvents = {
  grow: api({
    inputs: [text()],
    outputs: words(),
    fn: async function* (word) {
      for (let end = 1; end <= word.length; end += 1) {
        yield word.slice(0, end);
        await pause(5);
      }
    },
  }),
  steps: api({
    inputs: [],
    outputs: Json({ name: "step" }),
    fn: function* () {
      yield* steps;
    },
  }),
  shapes: api({
    inputs: [],
    outputs: Json({ name: "shape" }),
    fn: function* () {
      yield* shapes;
    },
  }),
  rows: api({
    inputs: [],
    outputs: [Dataframe({ name: "rows" }), words(), Json({ name: "data" })],
    fn: function* () {
      for (const [index, table] of rows.entries())
        yield [{ headers: ["name", "count"], rows: table }, `${index}`, index % 2 === 0 ? null : { index }] as const;
    },
  }),
  tell: api({
    inputs: [text()],
    outputs: words(),
    fn: async (word, { progress, info, warning, success }) => {
      progress(1, 3, { text: "half", unit: "files" });
      info("hello", { title: "News", durationMs: 3000 });
      warning("beware");
      success("well done");
      // Progress is told at most every few milliseconds, the newest only.
      await pause(150);
      progress(0.5);
      await pause(150);
      return word;
    },
  }),
  fail: api({
    inputs: [text()],
    outputs: words(),
    fn: function* (word) {
      if (word.startsWith("late")) yield "so far";
      if (word.endsWith("user")) throw new UserError("This is bad.", { title: "Bad", durationMs: 3000 });
      throw new Error("secret");
    },
  }),
  count: api({ inputs: [text(), kept], outputs: [words(), kept], fn: (word, n) => [`${word}${n}`, n + 1] }),
  recall: api({ inputs: [kept, text()], outputs: words(), fn: (n, word) => `${word}${n}` }),
  unqueued: api({ inputs: [text()], outputs: words(), queue: false, fn: (word) => word }),
  unlisted: api({ inputs: [text()], outputs: words(), apiVisibility: "undocumented", fn: (word) => word }),
  hidden: api({ inputs: [text()], outputs: words(), apiVisibility: "private", fn: (word) => word }),
};
