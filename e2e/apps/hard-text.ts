import {
  Audio,
  Chatbot,
  Checkbox,
  CheckboxGroup,
  Code,
  Dataframe,
  Dropdown,
  File,
  Gallery,
  HighlightedText,
  Image,
  Interface,
  Json,
  Label,
  Markdown,
  Numberbox,
  Radio,
  Sketchpad,
  Slider,
  Textbox,
} from "vitrine";
import { arabic, arabicLabel, chinese, chineseLabel, longLabel, longWord } from "./hard-words.ts";

const choices = [
  "a",
  "A choice with more words than fit on any telephone",
  longWord,
  "中等大小的选项文字",
  arabicLabel,
] as const;

/** Words that no line holds, lines without a space and text from right to left, wherever an author may put words. */
export const demo = new Interface({
  title: `${longWord} 中文语言模型演示：这是一个非常长的标题`,
  description: `${longWord} **${chinese}** ${arabic}\n\n| ${longWord} | Number |\n|---|---:|\n| ${chinese} | 1 |`,
  article: `# ${longWord}\n\n> ${chinese}\n\n\`${longWord}\`\n\n\`\`\`\n${longWord} ${longWord}\n\`\`\``,
  submitLabel: `Submit the ${longWord}`,
  inputs: {
    text: Textbox({ label: longLabel, info: `${longWord} ${chinese}`, value: longWord, optional: true }),
    area: Textbox({ label: chineseLabel, lines: 3, value: chinese, optional: true }),
    number: Numberbox({ label: longLabel, value: 3, optional: true }),
    slider: Slider({ label: longLabel, min: 0, max: 1_000_000, value: 120_000 }),
    check: Checkbox({ label: longLabel, value: true, info: chinese }),
    group: CheckboxGroup({ label: arabicLabel, choices, value: [choices[1]] }),
    radio: Radio({ label: chineseLabel, choices, value: "a" }),
    few: Radio({ label: "三", choices: ["非常非常大的选项", "中等大小的选项", "小"], value: "小" }),
    drop: Dropdown({ label: longLabel, choices, value: choices[2] }),
    many: Dropdown({ label: longLabel, choices, multiple: true, value: [...choices] }),
    file: File({ label: longLabel, optional: true, fileTypes: [".csv", ".json", ".parquet", ".xlsx", "image"] }),
    picture: Image({ label: arabicLabel, optional: true }),
    sketch: Sketchpad({ label: longLabel, optional: true }),
    sound: Audio({ label: chineseLabel, optional: true }),
    table: Dataframe({ label: longLabel, headers: [longLabel, "b", chineseLabel], value: [[longWord, 1, chinese]] }),
    source: Code({ label: longLabel, value: `${longWord} ${longWord}` }),
  },
  outputs: {
    out: Textbox({ label: longLabel }),
    label: Label({ label: longLabel }),
    markdown: Markdown({ label: chineseLabel }),
    json: Json({ label: arabicLabel, open: true }),
    chat: Chatbot({ label: longLabel }),
    shown: Dataframe({ label: longLabel }),
    marked: HighlightedText({ label: longLabel }),
    files: File({ label: longLabel, multiple: true }),
    gallery: Gallery({ label: longLabel }),
    code: Code({ label: longLabel, language: "json" }),
    chosen: CheckboxGroup({ label: longLabel, choices }),
  },
  fn: ({ text }, { info }) => {
    info(`${longWord} ${chinese}`, { title: arabic, durationMs: null });
    const word = text ?? longWord;
    return {
      out: `${word} ${chinese} ${arabic}`,
      label: { [longLabel]: 0.7, [chinese]: 0.2999, [arabic]: 0.0001 },
      markdown: `# ${word}\n\n${chinese}\n\n> ${arabic}\n\n| ${longLabel} | Number |\n|---|---:|\n| ${word} | 12 |\n\n\`${word}\`\n\n- ${word}`,
      json: { [longLabel]: word, [chinese]: [1, { a: arabic }] },
      chat: [
        { role: "user" as const, content: `${word} ${chinese}` },
        { role: "assistant" as const, content: `${word}\n\n\`\`\`\n${word} ${word}\n\`\`\`\n\n${arabic}` },
      ],
      shown: [{ [longLabel]: word, b: chinese }],
      marked: [{ token: word, label: choices[2] }, { token: ` ${chinese}` }, { token: arabic, label: "L" }],
      files: [new globalThis.File(["a,b"], `${longWord}-${longWord}.csv`)],
      gallery: [],
      code: `{ "${word}": "${word} ${word}" }`,
      chosen: [...choices],
    };
  },
});

demo.launch();
