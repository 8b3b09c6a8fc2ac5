import {
  Checkbox,
  CheckboxGroup,
  File,
  Image,
  Interface,
  Json,
  Label,
  Numberbox,
  Slider,
  State,
  Textbox,
  UserError,
} from "vitrine";

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const text = (name: string) => Textbox({ name, label: name });

const steps: readonly unknown[] = [
  [[1], [2], [3]],
  [[1], [3]],
  [1, true],
  [true, 1],
  { a: [1, 2], b: "x" },
  { b: "xy" },
];

// One small app for each thing that a client must be able to do.
const apps = {
  echo: () =>
    new Interface({
      inputs: [text("text"), Slider({ name: "times", min: 1, max: 9, value: 2 })],
      outputs: "text",
      concurrencyLimit: 16,
      fn: (word, times) => word.repeat(times),
    }),
  values: () =>
    new Interface({
      inputs: [
        Checkbox({ name: "on" }),
        CheckboxGroup({ name: "some", choices: ["a", "b"] }),
        Numberbox({ name: "count" }),
      ],
      outputs: [Json({ name: "all" }), Label({ name: "best" })],
      fn: (on, some, count) =>
        [
          { on, some, count },
          { cat: 0.7, dog: 0.3 },
        ] as const,
    }),
  grow: () =>
    new Interface({
      inputs: text("text"),
      outputs: "text",
      fn: async function* (word) {
        for (let end = 1; end <= word.length; end += 1) {
          yield word.slice(0, end);
          await pause(5);
        }
      },
    }),
  shapes: () =>
    new Interface({
      inputs: text("text"),
      outputs: Json({ name: "value" }),
      fn: async function* () {
        for (const step of steps) {
          yield step as never;
          await pause(5);
        }
      },
    }),
  tell: () =>
    new Interface({
      inputs: text("text"),
      outputs: "text",
      fn: async (word, context) => {
        await pause(100);
        context.progress(1, 3, { text: "half" });
        context.info("hello");
        await pause(100);
        if (word === "bad") throw new UserError("This is bad.", { title: "Bad" });
        if (word === "broken") throw new Error("secret");
        return word;
      },
    }),
  count: () => {
    const kept = State(() => 0);
    return new Interface({
      inputs: [text("text"), kept],
      outputs: ["text", kept],
      fn: (word, count) => [`${word}${count}`, count + 1] as const,
    });
  },
  endless: () =>
    new Interface({
      inputs: text("text"),
      outputs: "text",
      fn: async function* (_word, { signal }) {
        try {
          for (let at = 0; !signal.aborted; at += 1) {
            yield String(at);
            await pause(20);
          }
        } finally {
          process.stdout.write("stopped\n");
        }
      },
    }),
  file: () => new Interface({ inputs: File({ name: "file" }), outputs: File({ name: "copy" }), fn: (file) => file }),
  image: () =>
    new Interface({ inputs: Image({ name: "picture" }), outputs: Image({ name: "copy" }), fn: (picture) => picture }),
  hidden: () => new Interface({ inputs: text("text"), outputs: "text", apiVisibility: "private", fn: (word) => word }),
  unlisted: () =>
    new Interface({ inputs: text("text"), outputs: "text", apiVisibility: "undocumented", fn: (word) => word }),
} as const;

const name = process.env["GRADIO_TEST_APP"] as keyof typeof apps;
void apps[name]().launch({ cors: { origins: ["https://site.example"] } });
