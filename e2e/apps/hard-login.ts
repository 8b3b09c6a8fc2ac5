import { ChatInterface } from "vitrine";
import { arabic, chinese, longWord } from "./hard-words.ts";

/** A chat with words that no line holds, behind a login with such a title. */
export const demo = new ChatInterface({
  title: `${longWord} ${chinese}`,
  description: `${arabic} ${longWord}`,
  placeholder: longWord,
  fn: (message) => `# ${message}\n\n> ${chinese}\n\n\`\`\`\n${longWord} ${longWord}\n\`\`\`\n\n${arabic}`,
});

demo.launch({ auth: ["ann", "open sesame"] });
