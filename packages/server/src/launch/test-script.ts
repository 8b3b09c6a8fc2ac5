import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** A script that runs in a process of its own, for tests. */
export interface Script {
  readonly process: ChildProcess;
  /** All that it printed so far. */
  readonly output: () => string;
  /** Resolves to the match once it printed something that matches; rejects when it ended before. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>;
  /** Resolves when it ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  stop(): Promise<void>;
}

const entry = new URL("../index.ts", import.meta.url).href;

/** Runs a TypeScript module by tsx, with more flags of Node; `vitrine` in its imports is this package's source. */
export function startScript(source: string, flags: readonly string[] = []): Script {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-script-"));
  const file = join(folder, "script.mts");
  writeFileSync(
    file,
    source.replaceAll(/from "vitrine"|import\("vitrine"\)/g, (text) => text.replace("vitrine", entry)),
  );
  const child = spawn(process.execPath, [...flags, "--import", "tsx", file], {
    cwd: fileURLToPath(new URL("../..", import.meta.url)),
    stdio: ["ignore", "pipe", "pipe"],
    // A script that is killed leaves its temporary files there, which go with the folder.
    env: { ...process.env, TMPDIR: folder },
  });
  let output = "";
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once("close", (code, signal) => {
      rmSync(folder, { recursive: true, force: true });
      resolve(code ?? signal ?? "SIGKILL");
      for (const listener of listeners) listener();
    });
  });
  let gone = false;
  void ended.then(() => (gone = true));
  return {
    process: child,
    output: () => output,
    ended,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = output.match(pattern);
          if (match === null && child.exitCode === null && child.signalCode === null && !gone) return;
          listeners.delete(look);
          if (match === null) reject(new Error(`The script ended and never printed ${pattern}:\n${output}`));
          else resolve(match);
        };
        listeners.add(look);
        look();
      }),
    async stop() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
