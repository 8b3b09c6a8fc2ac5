import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { isPythonMissing, pythonWithClient } from "./python-client.ts";
import { startScript, type RunningScript } from "../script.ts";

const run = promisify(execFile);
const folder = fileURLToPath(new URL(".", import.meta.url));
const names = ["echo", "grow", "shapes", "tell", "count", "endless", "file", "unlisted", "hidden"];

test.skipIf(isPythonMissing)(
  "Gradio's Python client works unchanged",
  async () => {
    const python = await pythonWithClient();
    const scripts: RunningScript[] = [];
    try {
      for (const name of names) {
        scripts.push(await startScript(["--import", "tsx", "app.ts"], folder, { GRADIO_TEST_APP: name }));
      }
      const urls = JSON.stringify(Object.fromEntries(names.map((name, index) => [name, scripts[index]!.url])));
      const { stdout } = await run(python, ["client.py", urls], { cwd: folder, timeout: 100_000 });
      const lines = stdout.split("\n").filter((line) => line.startsWith("["));
      expect(Object.fromEntries(lines.map((line) => JSON.parse(line) as [string, unknown]))).toEqual({
        position: "ababab",
        keyword: "äö😀äö😀",
        api: ["/predict"],
        grow: ["c", "ca", "cat"],
        shapes: [[[1], [2], [3]], [[1], [3]], [1, true], [true, 1], { a: [1, 2], b: "x" }, { b: "xy" }],
        "user error": "This is bad.",
        told: expect.arrayContaining([
          [1, 3, "half"],
          ["hello", "info"],
        ]),
        state: ["a0", "a1"],
        cancel: true,
        file: [true, "data.bin"],
        "hidden error": false,
        undocumented: "a",
        private: [],
        crowd: true,
      });
    } finally {
      for (const script of scripts) await script.stop();
    }
  },
  200_000,
);
