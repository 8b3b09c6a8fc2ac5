import { randomInt } from "node:crypto";
import { Interface, Numberbox, State, Textbox } from "vitrine";

interface Game {
  readonly secret: number;
  readonly tries: number;
}

const newGame = (): Game => ({ secret: randomInt(1, 101), tries: 0 });
// Kept for each visitor's tab, on the server: the secret never reaches the page.
const game = State(newGame);

export const demo = new Interface({
  title: "Guess the number",
  description: "It lies between 1 and 100, and it is another one for everybody.",
  inputs: { guess: Numberbox({ label: "Your guess", min: 1, max: 100, step: 1 }), game },
  outputs: { answer: Textbox({ label: "Answer" }), game },
  submitLabel: "Guess",
  fn: ({ guess, game: { secret, tries } }, { session }) => {
    const now = tries + 1;
    if (guess === secret) {
      return { answer: `Right, ${session.user}, after ${now} tries. I have a new one.`, game: newGame() };
    }
    return { answer: guess < secret ? "More than that." : "Less than that.", game: { secret, tries: now } };
  },
});

demo.launch({
  authMessage: 'Any name will do. The password is "sesame".',
  auth: (_name, password) => password === "sesame",
});
