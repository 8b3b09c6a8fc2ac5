import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The folder of a commit, checked out below `.cache`, installed and built where that was not done before. */
export function checkout(revision: string): string {
  const commit = execFileSync("git", ["rev-parse", "--verify", `${revision}^{commit}`], {
    cwd: root,
    encoding: "utf8",
  }).trim();
  const folder = join(root, ".cache", "compare", commit);
  const ready = join(folder, "node_modules", ".ready-to-compare");
  if (existsSync(ready)) return folder;
  if (!existsSync(folder)) run("git", ["worktree", "add", "--detach", folder, commit], root);
  run("npx", ["--yes", packageManager(folder), "install", "--frozen-lockfile"], folder);
  run("node", ["scripts/build.mjs"], folder);
  writeFileSync(ready, "");
  return folder;
}

function run(program: string, words: readonly string[], cwd: string): void {
  execFileSync(program, words, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

function packageManager(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { packageManager: string }).packageManager;
}
