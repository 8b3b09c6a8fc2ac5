import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { peersPython } from "../peers.ts";
import { type Usage, usageOf } from "./usage.ts";

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  usage(): Usage;
  stop(): Promise<void>;
}

const here = fileURLToPath(new URL(".", import.meta.url));

/**
 * Starts a server of this folder, or of the same of another checkout, by its file's name and waits until it listens.
 * Python's need `npm run peers`.
 */
export async function startServer(file: string, folder: string = here): Promise<ServerProcess> {
  const path = join(folder, file);
  const [program, ...flags] = programOf(file);
  const child = spawn(program, [...flags, path], {
    cwd: folder,
    // A group of its own, so that what it starts ends with it.
    detached: true,
    // Threads keep conditions from NODE_OPTIONS alone.
    env: {
      ...process.env,
      PYTHONDONTWRITEBYTECODE: "1",
      NODE_OPTIONS: "--conditions=built",
    },
    stdio: ["pipe", "pipe", process.env["BENCH_VERBOSE"] === undefined ? "ignore" : "inherit"],
  });
  const ended = once(child, "exit");
  return {
    url: await Promise.race([
      readUrl(createInterface({ input: child.stdout })),
      ended.then(([code]) => Promise.reject(new Error(`${file} ended with code ${String(code)}`))),
    ]),
    usage: () => usageOf(child.pid!),
    stop: async () => {
      process.kill(-child.pid!);
      await ended;
    },
  };
}

/** Starts it where its program is installed; null where not. */
export async function startPeer(file: string): Promise<ServerProcess | null> {
  if (peersPython() === null) return null;
  return startServer(file);
}

/** Stops those that were started. */
export async function stopAll(servers: readonly (ServerProcess | null)[]): Promise<void> {
  for (const server of servers) await server?.stop();
}

function programOf(file: string): [string, ...string[]] {
  const folder = process.env["BENCH_PROFILE"];
  const profile = folder === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${folder}`];
  if (file.endsWith(".ts")) return [process.execPath, ...profile, "--import", "tsx"];
  if (file.endsWith(".mjs")) return [process.execPath, ...profile];
  const python = peersPython();
  if (python === null) throw new Error(`${file} needs Python's peers; \`npm run peers\` installs them.`);
  return [python];
}

// Frameworks print lines of their own.
function readUrl(lines: NodeJS.EventEmitter): Promise<string> {
  return new Promise((resolve) => {
    lines.on("line", (line: string) => {
      if (line.startsWith('{"url"')) resolve((JSON.parse(line) as { url: string }).url);
    });
  });
}
