import { Dropdown, Interface, Json, Textbox, UserError } from "vitrine";

const acts = [
  "echo",
  "throw",
  "tell",
  "late throw",
  "late reject",
  "nothing",
  "one of two",
  "unshowable",
  "empty generator",
  "short generator",
  "never",
  "for ever",
  "flood",
] as const;

const wrong: Readonly<Record<string, () => unknown>> = {
  throw: () => {
    throw new Error("secret: the disk /dev/sda is full");
  },
  tell: () => {
    throw new UserError("The text is too long", { title: "Too long" });
  },
  "late throw": () => {
    setTimeout(() => {
      throw new Error("thrown late");
    }, 0);
    return ["late", null];
  },
  "late reject": () => {
    void Promise.resolve().then(() => Promise.reject(new Error("rejected late")));
    return ["late", null];
  },
  nothing: () => {},
  "one of two": () => ["one"],
  unshowable: () => ["text", { big: 1n }],
  "empty generator": function* () {},
  "short generator": function* () {
    yield ["begun", 1];
  },
  never: () => new Promise(() => {}),
  "for ever": () => {
    for (;;);
  },
  flood: function* () {
    for (let n = 0; n < 300; n++) yield [`${n}${"x".repeat(1_000_000)}`, n];
  },
};

/** A function that fails in every way. */
export const demo = new Interface({
  inputs: [Dropdown({ name: "act", choices: acts }), Textbox({ name: "text", value: "" })],
  outputs: [Textbox({ name: "answer" }), Json({ name: "data" })],
  concurrencyLimit: 2,
  fn: (act, text) => (wrong[act]?.() ?? (act === "echo" ? [text, null] : undefined)) as [string, null],
});

demo.launch();
