import {
  api,
  Audio,
  Blocks,
  Checkbox,
  CheckboxGroup,
  Column,
  ColorPicker,
  Dataframe,
  DateTime,
  Dropdown,
  File,
  Gallery,
  HighlightedText,
  Image,
  Json,
  Label,
  Markdown,
  Numberbox,
  Radio,
  Slider,
  State,
  Textbox,
  UserError,
} from "vitrine";

/** Steps that the test has let go and no call has taken yet. */
const steps = { free: 0 };
const waiting = new Set<() => void>();
process.on("SIGUSR2", () => {
  steps.free += 1;
  for (const wake of waiting) wake();
});

async function nextStep(signal: AbortSignal): Promise<void> {
  while (steps.free === 0) {
    signal.throwIfAborted();
    // oxlint-disable-next-line no-await-in-loop -- steps come one after another
    await new Promise<void>((resolve) => {
      waiting.add(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }
  steps.free -= 1;
}

const runs = { count: 0 };
const kept = State(() => 0);

/** An endpoint for each thing that the API must be able to do. */
export const demo = new Blocks({
  title: "Everything",
  layout: Column(Markdown({ value: "All of it is in the API." })),
  events: {
    echo: api({
      inputs: { text: Textbox(), times: Slider({ min: 1, max: 9, step: 1, value: 2 }) },
      outputs: { said: Textbox(), length: Numberbox() },
      apiDescription: "Says a text several times.",
      fn: ({ text, times }) => ({ said: text.repeat(times), length: text.length * times }),
    }),
    plain: api({
      inputs: {
        loud: Checkbox(),
        extras: CheckboxGroup({ choices: ["Milk", "Ice"] }),
        colour: Radio({ choices: ["Red", "Blue"] }),
        city: Dropdown({ choices: ["Oslo", "Rome"] }),
        tags: Dropdown({ choices: ["old", "new"], multiple: true, optional: true }),
        size: Numberbox({ min: 0, max: 9 }),
        paint: ColorPicker({ optional: true }),
        day: DateTime({ optional: true }),
        table: Dataframe({ headers: ["a", "b"], optional: true }),
        data: Json({ optional: true }),
      },
      outputs: { heard: Json(), best: Label(), marked: HighlightedText() },
      fn: (given) => ({
        heard: { loud: given.loud, extras: [...given.extras], size: given.size, data: given.data },
        best: { yes: 0.7, no: 0.3 },
        marked: [{ token: given.city, label: "city" }],
      }),
    }),
    picture: api({
      inputs: { image: Image(), turn: Checkbox({ value: false }) },
      outputs: { image: Image() },
      fn: ({ image }) => ({ image }),
    }),
    sizes: api({
      inputs: {
        files: File({ multiple: true }),
        sound: Audio({ type: "file", optional: true }),
        shots: Gallery({ optional: true }),
      },
      outputs: { sizes: Json(), first: File() },
      fn: ({ files }) => ({ sizes: files.map(({ name, size }) => ({ name, size })), first: files[0]! }),
    }),
    steps: api({
      inputs: { text: Textbox() },
      outputs: { text: Textbox(), rows: Json() },
      fn: async function* ({ text }, { signal, info, progress }) {
        for (let step = 1; step <= 3; step += 1) {
          await nextStep(signal);
          console.log(`took step ${step} of ${text}`);
          progress(step, 3);
          info(`Step ${step}`);
          yield { text: text.repeat(step), rows: Array.from({ length: step }, (_, at) => at) };
        }
      },
      apiVisibility: "undocumented",
    }),
    count: api({
      inputs: { text: Textbox(), kept },
      outputs: { run: Numberbox(), kept },
      fn: ({ kept: before }) => ({ run: (runs.count += 1), kept: before + 1 }),
    }),
    picky: api({
      inputs: { text: Textbox() },
      outputs: { text: Textbox() },
      apiVisibility: "undocumented",
      fn: ({ text }) => {
        if (text === "bad") throw new UserError("This is bad.", { title: "Bad" });
        if (text === "broken") throw new Error("secret");
        return { text };
      },
    }),
    hidden: api({
      inputs: { text: Textbox() },
      outputs: { text: Textbox() },
      apiVisibility: "private",
      fn: ({ text }) => ({ text }),
    }),
  },
});

const maxSize = process.env["MAX_SIZE"];
void demo.queue({ maxSize: maxSize === undefined ? null : Number(maxSize) }).launch();
