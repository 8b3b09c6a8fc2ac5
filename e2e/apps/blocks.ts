import {
  Blocks,
  Button,
  ChatInterface,
  Column,
  Dropdown,
  Interface,
  keep,
  Markdown,
  Numberbox,
  on,
  Row,
  State,
  Textbox,
  update,
  UserError,
} from "vitrine";

const words = Markdown({ name: "words", label: "Words", value: "Each button runs a function of its own." });
const name = Textbox({ name: "name", label: "Name" });
const greet = Button("Greet", { variant: "primary" });
const greeting = Textbox({ name: "greeting", label: "Greeting" });
const shout = Button("Shout");
const shouted = Textbox({ name: "shouted", label: "Shouted" });
const typed = Textbox({ name: "typed", label: "Typed" });
const wait = Button("Wait");
const halt = Button("Halt", { variant: "stop" });
const waited = Textbox({ name: "waited", label: "Waited" });
const add = Button("Add");
const count = State(() => 0);
const sum = Numberbox({ name: "sum", label: "Sum" });
const country = Dropdown({ name: "country", label: "Country", choices: ["Chile", "Norway"], value: "Chile" });
const city = Dropdown({ name: "city", label: "City", choices: ["Arica"] as string[], value: "Arica" });
const travel = Button("Travel");
const ticket = Textbox({ name: "ticket", label: "Ticket" });
const fail = Button("Fail");
const say = Button("Say");
const each = Button("Each");
const hide = Button("Hide");
const lock = Button("Lock");
const wrong = Button("Wrong");
const secret = Textbox({ name: "secret", label: "Secret", value: "shown" });
const level = Numberbox({ name: "level", label: "Level", min: 0, max: 5, value: 5 });
const together = Numberbox({ name: "together", label: "Together" });

const stopped = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });

const waiting = on(wait.click, {
  inputs: [],
  outputs: waited,
  fn: async function* ({ signal, progress }) {
    yield "waiting";
    progress(1, 4, { text: "Resting", unit: "hours" });
    await stopped(signal);
  },
});

let open: (() => void)[] = [];

/** Several functions on one page, of each kind of event. */
export const demo = new Blocks({
  title: "Blocks",
  description: "More than one function.",
  layout: Column(
    words,
    Row(name, greet, shout),
    Row(greeting, shouted, typed),
    Row(wait, halt, add, fail, say, each),
    Row(waited, sum, together),
    Row(country, city, travel),
    ticket,
    Row(secret, level, hide, lock, wrong),
    Row(
      new Interface({
        title: "Inner",
        inputs: Textbox({ name: "inner", label: "Inner text" }),
        outputs: Textbox({ name: "echoed", label: "Echoed" }),
        fn: (text) => `inside: ${text}`,
      }),
      new ChatInterface({ fn: (message, history) => `${history.length} before: ${message}` }),
    ),
  ),
  events: {
    greet: on([greet.click, name.submit], {
      inputs: [name],
      outputs: greeting,
      fn: (who) => {
        if (who === "nobody") throw new UserError("There is nobody to greet.", { title: "No name" });
        return `Hello ${who}`;
      },
    }),
    shout: on(greeting.change, { inputs: [greeting], outputs: shouted, fn: (text) => text.toUpperCase() }),
    shoutNow: on(shout.click, { inputs: [name], outputs: shouted, fn: (who) => `${who}!` }),
    type: on(name.input, { inputs: [name], outputs: typed, triggerMode: "alwaysLast", fn: (text) => `typed ${text}` }),
    wait: waiting,
    halt: on(halt.click, { cancels: [waiting] }),
    add: on(add.click, {
      inputs: [count],
      outputs: [count, sum],
      fn: (before) => [before + 1, before + 1] as const,
    }),
    choose: on(country.change, {
      inputs: [country],
      outputs: [city, ticket, travel],
      fn: (of) =>
        of === "Norway"
          ? [update({ choices: ["Oslo", "Bergen"], value: "Oslo", label: "Norwegian city" }), keep, keep]
          : [update({ choices: ["Arica"], value: "Arica", label: "City" }), keep, keep],
    }),
    travel: on(travel.click, { inputs: [city], outputs: ticket, fn: (to) => `A ticket to ${to}` }),
    fail: on(fail.click, {
      inputs: [],
      outputs: [],
      fn: () => {
        throw new UserError("The oven is cold.");
      },
    }),
    hide: on(hide.click, { inputs: [], outputs: secret, fn: () => update({ visible: false }) }),
    lock: on(lock.click, {
      inputs: [secret],
      outputs: [secret, lock, level],
      fn: (text) =>
        [update({ interactive: false, value: `${text}, locked` }), update({ value: "Locked" }), keep] as const,
    }),
    check: on(wrong.click, { inputs: [level], outputs: [ticket], fn: (given) => [`level ${given}`] as const }),
    say: on(say.click, { inputs: [], outputs: name, fn: () => update({ value: "Ada", label: "Full name" }) }),
    each: on(each.click, {
      inputs: [],
      outputs: together,
      triggerMode: "multiple",
      concurrencyLimit: 2,
      fn: async () => {
        await new Promise<void>((resolve) => {
          open = [...open, resolve];
          if (open.length < 2) return;
          for (const go of open.splice(0)) go();
        });
        return 2;
      },
    }),
  },
});

demo.launch();
