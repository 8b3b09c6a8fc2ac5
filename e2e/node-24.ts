import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether Node 24 cannot be had where its tests may be skipped for that: everywhere but under `CI=true`. */
export const isNode24Missing: boolean =
  Number.parseInt(process.versions.node) < 24 && process.platform !== "linux" && process.env["CI"] !== "true";

/** The path of a Node that runs TypeScript by itself: this one, or the package of one in a folder of its own. */
export async function node24(): Promise<string> {
  if (Number.parseInt(process.versions.node) >= 24) return process.execPath;
  return await nodeOf("24");
}

/** The path of a Node of this version, such as "24" or "20.19.0": on Linux, from its package in a folder of its own. */
export async function nodeOf(version: string): Promise<string> {
  const folder = fileURLToPath(new URL(`../.cache/node-${version}`, import.meta.url));
  const name = `node-linux-${process.arch}`;
  const path = `${folder}/node_modules/${name}/bin/node`;
  if (!existsSync(path)) {
    await run("npm", ["install", "--no-audit", "--no-fund", "--no-save", "--prefix", folder, `${name}@${version}`]);
  }
  return path;
}
