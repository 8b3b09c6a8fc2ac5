import { existsSync } from "node:fs";
import { File, Interface, Textbox } from "vitrine";

/** Steps that the test has let go and no call has taken yet. */
const steps = { free: 0 };
const waiting = new Set<() => void>();
process.on("SIGUSR2", () => {
  steps.free += 1;
  for (const wake of waiting) wake();
});

async function nextStep(signal: AbortSignal): Promise<void> {
  while (steps.free === 0) {
    signal.throwIfAborted();
    // oxlint-disable-next-line no-await-in-loop -- steps come one after another
    await new Promise<void>((resolve) => {
      waiting.add(resolve);
      signal.addEventListener("abort", () => resolve(), { once: true });
    });
  }
  steps.free -= 1;
}

/** Holds the thread for two seconds at least, and until the test makes the file. */
function holdThread(release: string): void {
  const start = Date.now();
  const held = () => Date.now() - start;
  while (held() < 2_000 || (!existsSync(release) && held() < 40_000));
}

const graceMs = Number(process.env["GRACE_MS"] ?? 30_000);

/** Gives "text 1", "text 1 2", … to 3, a step at each SIGUSR2. */
export const demo = new Interface({
  title: "Steps",
  inputs: [Textbox({ name: "text", label: "Text" }), File({ name: "file", label: "File", optional: true })],
  outputs: Textbox({ name: "steps", label: "Steps" }),
  onDisconnect: process.env["KEEP"] ? "keep" : { graceMs },
  fn: async function* (text, _file, { signal, info }) {
    console.log(`began ${text}`);
    signal.addEventListener("abort", () => console.log(`aborted ${text}`));
    if (text === "hold") {
      holdThread(process.env["RELEASE"] ?? "");
      console.log("let go");
    }
    let given = text;
    for (let step = 1; step <= 3; step += 1) {
      await nextStep(signal);
      given += ` ${step}`;
      info(`Step ${step} of ${text}`, { durationMs: null });
      yield given;
      console.log(`gave ${given}`);
    }
    console.log(`ended ${text}`);
  },
});

demo.launch();
