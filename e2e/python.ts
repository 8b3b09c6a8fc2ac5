import { execFile } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whether Python is missing where its tests may be skipped for that: everywhere but under `CI=true`. */
export const isPythonMissing: boolean = await run("python3", ["--version"]).then(
  () => false,
  () => process.env["CI"] !== "true",
);

/** The folder of the programs of a virtual environment with these packages, made where there is none yet. */
export async function pythonEnvironment(name: string, packages: readonly string[]): Promise<string> {
  const folder = fileURLToPath(new URL(`../.cache/${name}/.venv`, import.meta.url));
  if (!existsSync(`${folder}/ready`)) {
    await run("python3", ["-m", "venv", folder]);
    await run(`${folder}/bin/python`, ["-m", "pip", "install", "-q", ...packages]);
    writeFileSync(`${folder}/ready`, "");
  }
  return `${folder}/bin`;
}
