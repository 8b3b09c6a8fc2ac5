import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const environment = fileURLToPath(new URL("../../.cache/gradio-client/.venv", import.meta.url));

/** Whether there is a Python. Where it is missing, tests that need it are skipped, except under `CI=true`. */
export const isPythonMissing: boolean = await run("python3", ["--version"]).then(
  () => false,
  () => process.env["CI"] !== "true",
);
if (isPythonMissing) process.stderr.write("Python is missing: the tests with Gradio's Python client are skipped.\n");

/** The path of a Python that has Gradio's client; makes its environment when there is none yet. */
export async function pythonWithClient(): Promise<string> {
  const python = `${environment}/bin/python`;
  if (!existsSync(`${environment}/ready`)) {
    await run("python3", ["-m", "venv", environment]);
    await run(python, ["-m", "pip", "install", "-q", "gradio_client==2.7.2"]);
    await run("touch", [`${environment}/ready`]);
  }
  return python;
}
