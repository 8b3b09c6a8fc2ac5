import { setTimeout as pause } from "node:timers/promises";
import { ChatInterface } from "vitrine";

const mirrored: Record<string, string> = {
  i: "you",
  me: "you",
  my: "your",
  am: "are",
  you: "I",
  your: "my",
  are: "am",
};

/** What a listener says back: the same, seen from the other side. */
function reflect(message: string): string {
  const words = message.replace(/[.!?]+$/, "").split(/\s+/);
  return words.map((word) => mirrored[word.toLowerCase()] ?? word).join(" ");
}

export const demo = new ChatInterface({
  title: "A good listener",
  description: "It asks about what you say, word by word.",
  placeholder: "I am tired of my printer",
  fn: async function* (message, history, { signal }) {
    const turn = history.filter(({ role }) => role === "user").length + 1;
    const answer = `Why do you say that *${reflect(message)}*? That was message **${turn}**.`;
    const words = answer.split(" ");
    for (let count = 1; count <= words.length; count++) {
      yield words.slice(0, count).join(" ");
      await pause(60, undefined, { signal });
    }
  },
});

demo.launch();
