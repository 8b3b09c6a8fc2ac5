import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A script that was started: the address it printed, or what it printed instead. */
export type Started = { readonly url: string } | { readonly output: string };

const folder = fileURLToPath(new URL("..", import.meta.url));
// A script ends with the gallery, however that ended: its end of the pipe between them then closes.
const endWithParent = 'process.once("disconnect", () => process.kill(process.pid, "SIGTERM"))';

/** The running scripts, one process an example at most. */
export class Processes {
  readonly #running = new Map<string, { readonly child: ChildProcess; readonly started: Promise<Started> }>();

  /** Names of the examples that run. */
  get names(): ReadonlySet<string> {
    return new Set(this.#running.keys());
  }

  /** Starts an example's script on a free port unless it runs already. */
  start(name: string): Promise<Started> {
    const running = this.#running.get(name);
    if (running !== undefined) return running.started;
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "--import", `data:text/javascript,${encodeURIComponent(endWithParent)}`, `${name}.ts`],
      { cwd: folder, env: { ...process.env, VITRINE_PORT: "0" }, stdio: ["ignore", "pipe", "pipe", "ipc"] },
    );
    child.once("exit", () => this.#running.delete(name));
    const started = addressOf(child);
    this.#running.set(name, { child, started });
    return started;
  }

  /** Ends an example's script; resolves once it has ended. */
  async stop(name: string): Promise<void> {
    const running = this.#running.get(name);
    if (running === undefined) return;
    const exit = once(running.child, "exit");
    running.child.kill();
    await exit;
  }

  /** Ends every script. */
  end(): void {
    for (const { child } of this.#running.values()) child.kill();
  }
}

function addressOf(child: ChildProcess): Promise<Started> {
  return new Promise((resolve) => {
    let output = "";
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-10_000);
      const url = /Running on (http:\/\/\S+)/.exec(output)?.[1];
      if (url !== undefined) resolve({ url });
    };
    child.stdout!.on("data", read);
    child.stderr!.on("data", read);
    child.once("error", (error) => resolve({ output: error.message }));
    child.once("close", () => resolve({ output }));
  });
}
