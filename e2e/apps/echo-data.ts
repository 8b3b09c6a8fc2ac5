import { Chatbot, Dataframe, HighlightedText, Interface, Json, Label, Textbox } from "vitrine";

/** Gives values of every kind that holds data of visitors back as they are. */
export const demo = new Interface({
  inputs: {
    text: Textbox(),
    json: Json({ optional: true }),
    table: Dataframe({ optional: true }),
    chat: Chatbot({ optional: true }),
    marked: HighlightedText({ optional: true }),
  },
  outputs: {
    text: Textbox(),
    json: Json(),
    table: Dataframe(),
    chat: Chatbot(),
    marked: HighlightedText(),
    label: Label(),
  },
  fn: ({ text, json, table, chat, marked }) => ({ text, json, table, chat, marked, label: text }),
});

demo.launch();
