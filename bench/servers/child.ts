import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Processor time so far, all threads, in milliseconds. */
  cpuMs(): Promise<number>;
  stop(): Promise<void>;
}

/** Starts a server of this folder, by name. */
export async function startServer(name: string): Promise<ServerProcess> {
  const child = fork(fileURLToPath(new URL(`${name}.ts`, import.meta.url)), {
    // Threads keep conditions from NODE_OPTIONS alone.
    env: { ...process.env, NODE_OPTIONS: "--conditions=built" },
    execArgv: ["--import", "tsx"],
  });
  const { url } = await message<{ url: string }>(child);
  return {
    url,
    cpuMs: async () => {
      child.send("cpu");
      const { cpu } = await message<{ cpu: NodeJS.CpuUsage }>(child);
      return (cpu.user + cpu.system) / 1_000;
    },
    stop: async () => {
      const exit = once(child, "exit");
      child.kill();
      await exit;
    },
  };
}

function message<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null): void => reject(new Error(`A server ended with code ${String(code)}`));
    child.once("exit", ended);
    child.once("message", (value) => {
      child.off("exit", ended);
      resolve(value as T);
    });
  });
}
