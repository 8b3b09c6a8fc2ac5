import { ChatInterface, UserError } from "vitrine";

const stopped = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve());
  });

let failures = 0;

/** A chat that counts what was said before, and can be told to wait, to stop half-way and to fail. */
export const demo = new ChatInterface({
  title: "Parrot",
  description: "It repeats what you say.",
  placeholder: "Say anything",
  fn: async function* (message, history, { signal }) {
    if (message === "fail") throw new UserError("The parrot is asleep.", { title: "No answer" });
    if (message === "fail half-way") {
      yield "Half of";
      failures += 1;
      if (failures === 1) throw new UserError("The parrot fell.");
    }
    if (message === "say nothing") return;
    if (message === "think") await stopped(signal);
    if (message === "choose") {
      yield { role: "assistant", content: "Which?", options: [{ value: "nuts", label: "Some nuts" }] };
      return;
    }
    const questions = history.filter(({ role }) => role === "user");
    yield `**${questions.length}** before`;
    if (message === "wait") await stopped(signal);
    yield `**${questions.length}** before: ${message}`;
  },
});

demo.launch();
