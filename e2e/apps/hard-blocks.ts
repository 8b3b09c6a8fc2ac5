import { api, Blocks, Button, ChatInterface, Checkbox, Column, Interface, Markdown, on, Row, Textbox } from "vitrine";
import { arabic, arabicLabel, chinese, chineseLabel, longLabel, longWord } from "./hard-words.ts";

const long = Textbox({ name: "long", label: longLabel, value: longWord, info: chinese });
const square = Textbox({ name: "square", label: chineseLabel, value: chinese, lines: 3 });
const agree = Checkbox({ name: "agree", label: longLabel, value: true });
const go = Button(longWord, { variant: "primary" });
const stop = Button(chineseLabel, { variant: "stop" });
const shown = Textbox({ name: "shown", label: longLabel });
const marked = Markdown({ name: "marked", label: chineseLabel });

/** Words that no line holds on a page of several functions, so also in the monitor and in the documentation of the API. */
export const demo = new Blocks({
  title: `${longWord} ${chinese}`,
  description: `${arabic} ${longWord}`,
  layout: Column(
    Markdown({
      value: `# ${longWord}\n\n${chinese}\n\n- ${arabic}\n\n| ${longWord} | ${chineseLabel} |\n|---|---:|\n| 1 | 2 |`,
    }),
    Row(Column(long, go), Column(square, agree), Column(shown, stop)),
    marked,
    Row(
      new Interface({
        title: longWord,
        inputs: Textbox({ name: "inner", label: longLabel, optional: true }),
        outputs: Textbox({ name: "echoed", label: chineseLabel }),
        fn: (text) => text ?? chinese,
      }),
      new ChatInterface({
        fn: (message) => ({
          role: "assistant" as const,
          content: `${message} ${chinese}`,
          options: [{ value: longWord }, { value: "b", label: chineseLabel }],
        }),
      }),
    ),
  ),
  events: {
    [longWord.toLowerCase().replace("ä", "ae")]: on(go.click, {
      inputs: [long, square],
      outputs: [shown, marked],
      fn: (word, text) => [`${word} ${text}`, `## ${word}\n\n\`${word}\` ${arabic}`] as const,
    }),
    short: api({
      apiDescription: `${longWord} ${chinese}`,
      inputs: [Textbox({ name: "word", label: arabicLabel, info: longWord })],
      outputs: Textbox({ label: longLabel }),
      batch: true,
      maxBatchSize: 4,
      concurrencyId: longWord,
      fn: (words) => words,
    }),
  },
});

demo.launch();
