import { Image, Label, Numberbox, Slider, State, Textbox } from "@vitrine/components";
import { describe, expect, it } from "vitest";
import { declarationOf } from "./app.ts";
import type { AppDeclaration } from "../app-model/declaration.ts";
import { Interface } from "./interface.ts";

const echo = (text: unknown): string => String(text);

/** As a caller without types: what is tested is refused by the compiler as well. */
function declare(options: object): AppDeclaration {
  return declarationOf(new Interface(options as never));
}

function demo(): Interface<"text", "text"> {
  return new Interface(plain({}) as never);
}

function plain(options: object): object {
  return { inputs: "text", outputs: "text", fn: echo, ...options };
}

const refusals: readonly (readonly [string, object | (() => object), RegExp])[] = [
  ["no function", { fn: undefined }, /^Interface: fn is missing/],
  ["a function that is none", { fn: 3 }, /^Interface: fn must be a function.*got 3/],
  ["no inputs", { inputs: undefined }, /^Interface: inputs is missing; give a component.*\[\] for none/],
  ["inputs that are no components", { inputs: 3 }, /^Interface: inputs is 3; give a component/],
  ["no outputs", { outputs: undefined }, /^Interface: outputs is missing/],
  ["both sides empty", { inputs: [], outputs: [] }, /inputs and outputs are both empty/],
  ["an unknown word", { inputs: "txt" }, /^Interface: inputs: .*txt/],
  ["an unknown word in a record", { outputs: { result: "txt" } }, /^Interface: outputs\.result: .*txt/],
  [
    "a factory that was not called",
    { inputs: [Textbox] },
    /^Interface: inputs holds .*, which is no component; call it: Textbox\(\)/,
  ],
  ["an item that is no component", { inputs: { a: 3 } }, /^Interface: inputs\.a holds 3, which is no component/],
  ["an illegal key", { inputs: { "the text": "text" } }, /"the text" cannot be a name of inputs/],
  ["a key that starts with a digit", { outputs: { "1st": "text" } }, /"1st" cannot be a name of outputs/],
  ["a key that names the prototype", { inputs: { ["__proto__"]: "text" } }, /"__proto__" cannot be a name of inputs/],
  [
    "two inputs of one name",
    { inputs: [Textbox({ name: "a" }), Numberbox({ name: "a" })] },
    /two inputs are named "a"; give each/,
  ],
  [
    "a made-up name that is taken",
    { inputs: ["text", Textbox({ name: "param_0" })] },
    /two inputs are named "param_0"/,
  ],
  [
    "a component on both sides",
    () => {
      const text = Textbox({ name: "text" });
      return { inputs: text, outputs: text };
    },
    /the component "text" in outputs is placed twice; make a second one/,
  ],
  [
    "a component twice on one side",
    () => {
      const text = Textbox();
      return { inputs: [text, text] };
    },
    /in inputs is placed twice/,
  ],
  [
    "a State twice on one side",
    () => {
      const kept = State(() => 0);
      return { inputs: [kept, kept] };
    },
    /in inputs is placed twice/,
  ],
  ["an unknown option", { titel: "x" }, /^Interface: .*titel.*title/],
  ["snake case", { concurrency_limit: 1 }, /^Interface: .*concurrency_limit.*concurrencyLimit/],
  ["Gradio's spelling", { submit_btn: "Go" }, /^Interface: unknown option "submit_btn"; did you mean submitLabel\?/],
  ["a title that is no text", { title: 3 }, /^Interface: title must be a text, got 3/],
  [
    "an empty title, which would leave the page without a heading",
    { title: "" },
    /title must be a text that is not empty/,
  ],
  ["an empty label", { submitLabel: " " }, /^Interface: submitLabel must be a text that is not empty/],
  [
    "a name with a slash",
    { apiName: "/predict" },
    /^Interface: apiName must be a name.*without a slash, got "\/predict"/,
  ],
  ["no name at all", { apiName: false }, /^Interface: apiName must be a name.*got false/],
  [
    "an unknown visibility",
    { apiVisibility: "hidden" },
    /apiVisibility must be "public" or "undocumented" or "private"/,
  ],
  ["an unknown progress", { showProgress: true }, /showProgress must be "full" or "minimal" or "hidden", got true/],
  [
    "a limit of 0",
    { concurrencyLimit: 0 },
    /concurrencyLimit must be "default" or a whole number from 1, got 0; null is no/,
  ],
  ["a negative limit", { concurrencyLimit: -1 }, /concurrencyLimit must be .*got -1/],
  ["half a call", { concurrencyLimit: 1.5 }, /concurrencyLimit must be .*got 1\.5/],
  ["a limit in words", { concurrencyLimit: "two" }, /concurrencyLimit must be .*got "two"/],
  ["an empty group", { concurrencyId: "" }, /concurrencyId must be a text that is not empty/],
  ["a batch that is no yes or no", { batch: 4 }, /batch must be true or false, got 4/],
  ["a batch of 0", { batch: true, maxBatchSize: 0 }, /maxBatchSize must be a whole number from 1, got 0/],
  ["a size without a batch", { maxBatchSize: 4 }, /maxBatchSize is for batched functions; add batch: true/],
  ["a timeout without a batch", { batchTimeoutMs: 4 }, /batchTimeoutMs is for batched functions; add batch: true/],
  ["a negative timeout", { batch: true, batchTimeoutMs: -1 }, /batchTimeoutMs must be "adaptive" or a time in mill/],
  ["a timeout for ever", { batch: true, batchTimeoutMs: Infinity }, /batchTimeoutMs must be .*got Infinity/],
  ["a batch without an output", { batch: true, outputs: [] }, /a batched function needs an output/],
  [
    "an unknown rule",
    { onDisconnect: "stop" },
    /onDisconnect must be "keep", "cancel" or { graceMs: 30_000 }, got "stop"/,
  ],
  ["a negative grace", { onDisconnect: { graceMs: -1 } }, /onDisconnect graceMs must be a time in milliseconds/],
  ["no time to run", { timeLimitMs: 0 }, /timeLimitMs must be a time in milliseconds from 1/],
  ["Gradio's time limit in seconds", { time_limit: 30 }, /timeLimitMs/],
  ["a grace with another unit", { onDisconnect: { grace: 1 } }, /onDisconnect must be "keep"/],
];

const later = [
  ..."live examples additionalInputs flaggingMode flaggingOptions flaggingDir".split(" "),
  ..."singleFlight cache validator theme css favicon".split(" "),
  ..."cache_examples additional_inputs flagging_mode allow_flagging examples_per_page".split(" "),
];

describe("an Interface refuses", () => {
  it.each(refusals)("%s", (_what, options, message) => {
    expect(() => declare(plain(typeof options === "function" ? options() : options))).toThrow(message);
  });

  it.each(later)("%s, which is not built, and says what to do today", (option) => {
    expect(() => declare(plain({ [option]: true }))).toThrow(
      new RegExp(`^Interface: ${option} is not available yet: \\w.+\\.$`),
    );
  });

  it("a function in the place of the options", () => {
    expect(() => declare(echo)).toThrow(
      "Interface: the options must be an object such as { … }, got the function echo.",
    );
  });

  it("numbers out of range by RangeError, other values by TypeError", () => {
    expect(() => declare(plain({ concurrencyLimit: 0 }))).toThrow(RangeError);
    expect(() => declare(plain({ concurrencyLimit: "0" }))).toThrow(TypeError);
  });
});

describe("an Interface declares", () => {
  it("components once, in the page's order, numbered from 1", () => {
    const { components, functions } = declare({
      inputs: [Textbox({ name: "prompt_text" }), Slider({ label: "How many", name: "steps" })],
      outputs: { picture: Image(), best: Label() },
      fn: echo,
    });
    expect(components.map(({ id, name, label }) => ({ id, name, label }))).toEqual([
      { id: 1, name: "prompt_text", label: "Prompt text" },
      { id: 2, name: "steps", label: "How many" },
      { id: 3, name: "picture", label: "Picture" },
      { id: 4, name: "best", label: "Best" },
    ]);
    expect(functions[0]).toMatchObject({
      id: 1,
      label: "/predict",
      apiName: "predict",
      inputShape: "list",
      inputs: [{ componentId: 1 }, { componentId: 2 }],
      outputShape: "record",
      outputs: [
        { componentId: 3, key: "picture" },
        { componentId: 4, key: "best" },
      ],
      batch: false,
      maxBatchSize: 1,
      onDisconnect: null,
    });
  });

  it("a record's key before the component's name", () => {
    const { functions } = declare(plain({ inputs: { key: Textbox({ name: "other" }) } }));
    expect(functions[0]!.inputs[0]).toMatchObject({ name: "key", key: "key" });
  });

  it("names where there are none, and warns callers of a public endpoint", () => {
    const declared = declare(plain({ inputs: [Textbox(), State(() => 1), Slider()], outputs: ["text", "number"] }));
    expect(declared.functions[0]!.inputs.map(({ name }) => name)).toEqual(["param_0", "state_1", "param_1"]);
    expect(declared.functions[0]!.outputs.map(({ name }) => name)).toEqual(["output_0", "output_1"]);
    expect(declared.components.map(({ label }) => label)).toEqual(["Text", "State", "Number", "Text", "Number"]);
    expect(declared.warnings).toEqual([
      '/predict: callers of the API must say param_0, param_1; name the inputs, as in Textbox({ name: "text" }) or inputs: { text: Textbox() }.',
    ]);
    expect(declare(plain({ outputs: ["text"] })).functions[0]!.outputs[0]!.name).toBe("output");
  });

  it.each(["undocumented", "private"])("no warning for a function that is %s", (apiVisibility) => {
    expect(declare(plain({ apiVisibility })).warnings).toEqual([]);
  });

  it("no API name for a private function", () => {
    expect(declare(plain({ apiVisibility: "private", apiName: "secret" })).functions[0]).toMatchObject({
      apiName: false,
      label: "/secret",
    });
  });

  it("a State on both sides as one component without a name", () => {
    const kept = State(() => [] as string[]);
    const { components, functions } = declare({ inputs: ["text", kept], outputs: [kept, "text"], fn: echo });
    expect(components).toHaveLength(3);
    expect(components[1]).toMatchObject({ id: 2, name: null });
    expect(functions[0]!.inputs[1]).toMatchObject({ componentId: 2, isState: true });
    expect(functions[0]!.outputs[0]).toMatchObject({ componentId: 2, isState: true });
  });

  it("a batch with its size, and generators as such", () => {
    const batched = declare(plain({ batch: true, fn: (texts: string[]) => texts }));
    expect(batched.functions[0]).toMatchObject({ batch: true, maxBatchSize: 4, batchTimeoutMs: "adaptive" });
    expect(batched.functions[0]!.generator).toBe(false);
    const yielding = declare(plain({ fn: async function* () {} }));
    expect(yielding.functions[0]!.generator).toBe(true);
  });

  it("an app without inputs, and one without outputs", () => {
    expect(declare(plain({ inputs: [] })).functions[0]!.inputs).toEqual([]);
    expect(declare(plain({ outputs: [] })).functions[0]!.outputs).toEqual([]);
  });
});

describe("the queue of an Interface", () => {
  it("changes by queue(), which gives the app back and keeps what is left out", () => {
    const app = demo();
    expect(app.queue({ defaultConcurrencyLimit: 3, maxSize: 10 })).toBe(app);
    app.queue({ maxSize: 20, defaultConcurrencyLimit: undefined });
    expect(declarationOf(app).queue).toEqual({
      groups: { "function 1": 3 },
      groupSizes: {},
      maxSize: 20,
      perCallerLimit: null,
      rateLimit: null,
      asksCaller: false,
      statusUpdateMs: "auto",
      timeLimitMs: null,
      queueTimeoutMs: null,
    });
  });

  it.each([
    [
      { defaultConcurrencyLimit: 0 },
      /^queue\(\): defaultConcurrencyLimit must be a whole number from 1, got 0; null is/,
    ],
    [{ maxSize: -1 }, /^queue\(\): maxSize must be a whole number from 0, got -1/],
    [{ maxSize: "ten" }, /^queue\(\): maxSize must be a whole number from 0, got "ten"/],
    [{ statusUpdateMs: 0 }, /^queue\(\): statusUpdateMs must be "auto" or a time in milliseconds from 1/],
    [{ default_concurrency_limit: 2 }, /^queue\(\): .*default_concurrency_limit.*defaultConcurrencyLimit/],
    [{ status_update_rate: 2 }, /^queue\(\): unknown option "status_update_rate"; did you mean statusUpdateMs\?/],
    [{ perCallerLimit: 0 }, /^queue\(\): perCallerLimit must be a whole number from 1, got 0; null is no limit/],
    [{ rateLimit: 2 }, /^queue\(\): rateLimit must be an object such as \{ calls: 10, perMs: 60_000 \}, got 2/],
    [{ rateLimit: { calls: 0, perMs: 1 } }, /^queue\(\): rateLimit calls must be a whole number from 1, got 0/],
    [{ rateLimit: { calls: 1, perMs: "1s" } }, /^queue\(\): rateLimit perMs must be a time in milliseconds/],
    [
      { rateLimit: { calls: 1, perMs: 1, by: "ip" } },
      /^queue\(\): rateLimit by must be "caller" or "address", got "ip"/,
    ],
    [{ callerOf: "ip" }, /^queue\(\): callerOf must be a function, such as /],
    [{ concurrencyGroups: 3 }, /^queue\(\): concurrencyGroups must be an object such as \{ gpu: /],
    [{ concurrencyGroups: { gpu: {} } }, /^queue\(\): concurrencyGroups must be an object such as \{ gpu: /],
    [{ concurrencyGroups: { gpu: { limit: 0 } } }, /^queue\(\): concurrencyGroups gpu.limit must be a whole number/],
    [{ concurrencyGroups: { gpu: { size: 1 } } }, /^queue\(\): concurrencyGroups must be an object such as \{ gpu: /],
    [3, /^queue\(\): the options must be an object/],
  ])("refuses %j", (options, message) => {
    expect(() => demo().queue(options as never)).toThrow(message);
  });
});
