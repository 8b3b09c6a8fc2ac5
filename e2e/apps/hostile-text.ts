import {
  Chatbot,
  Code,
  Dataframe,
  HighlightedText,
  HTML,
  Interface,
  Json,
  Label,
  Markdown,
  Radio,
  Textbox,
  UserError,
} from "vitrine";

/** Text that would run a script or ask the trap for something, were it taken for markup. */
function hostileText(trap: string): string {
  return [
    "the first words\n",
    `<img src="${trap}/img" onerror="alert(1)">`,
    `<svg onload="alert(2)"><script href="${trap}/svg"></script></svg>`,
    `[click](javascript:alert(3)) ![pixel](${trap}/markdown)`,
    `<style>@import "${trap}/style";</style>`,
    `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=${trap}/mutation onerror=alert(4)&gt;">`,
    `<iframe srcdoc="<script>alert(5)</script>"></iframe><form action="${trap}/form"><button>go</button></form>`,
    `</script><script>alert(6)</script>{{7*7}}\u2028`,
  ].join("\n");
}

const trap = process.env["TRAP"] ?? "http://trap.invalid";
const text = hostileText(trap);

const demo = new Interface({
  title: `Title ${text}`,
  description: text,
  article: text,
  inputs: [
    Textbox({ name: "text", label: `Label ${text}`, info: text, placeholder: text, value: text }),
    Radio({ name: "choice", choices: ["ok", text], value: "ok" }),
  ],
  outputs: {
    plain: Textbox(),
    markdown: Markdown(),
    html: HTML(),
    code: Code(),
    label: Label(),
    json: Json(),
    table: Dataframe(),
    chat: Chatbot(),
    marked: HighlightedText(),
  },
  fn: (given, choice, context) => {
    context.info(given, { title: given });
    if (choice === text) throw new UserError(given, { title: given });
    return {
      plain: given,
      markdown: given,
      html: given,
      code: given,
      label: { [given]: 0.7, other: 0.3 },
      json: { [given]: [given] },
      table: { headers: [given], rows: [[given]] },
      chat: [{ role: "assistant" as const, content: given }],
      marked: [{ token: given, label: given }],
    };
  },
});

await demo.launch();
