import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { startScript } from "./script.ts";

const tarballs = fileURLToPath(new URL("../.cache/tarballs", import.meta.url));
const tsx = "tsx@4.23.15";
const typescript = "typescript@7.0.2";
const body = `import { Interface, Slider, Textbox } from "vitrine";

new Interface({
  inputs: [Textbox({ name: "name", label: "Name" }), Slider({ name: "times", min: 1, max: 3 })],
  outputs: Textbox({ name: "greeting" }),
  fn: (name, times) => \`Hi \${name} \${times + 1}\`,
}).launch();
`;
const heavy = `import { Interface, Textbox } from "vitrine";

// Only where the app is served.
let launched = false;
const demo = new Interface({
  inputs: Textbox({ name: "text" }),
  outputs: Textbox({ name: "out" }),
  thread: true,
  fn: (text) => \`\${text} in a \${launched ? "script" : "thread"}\`,
});
void demo.launch().then(() => (launched = true));
`;
const model = `import { onnxModel } from "vitrine";
import { batched } from "vitrine/batched";

const model = onnxModel(process.argv[2], { device: "cpu" });
const sums = batched(async (images) => {
  const data = Float32Array.from(images.flat());
  const { probabilities } = await model.run({ image: { data, dims: [images.length, 1, 28, 28] } });
  return images.map((_, at) => probabilities.data.subarray(at * 10, at * 10 + 10).reduce((sum, part) => sum + part));
});
const image = Array.from({ length: 784 }, () => 0);
console.log((await sums.all([image, image])).map((sum) => sum.toFixed(3)).join(" "));
await model.close();
`;
let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vitrine-installed-"));
  // As `npm init` makes it: without "type": "module".
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true }));
  writeFileSync(join(folder, "app.ts"), body);
  writeFileSync(join(folder, "app.mts"), body);
  writeFileSync(join(folder, "heavy.ts"), heavy);
  writeFileSync(join(folder, "heavy.mts"), heavy);
  writeFileSync(join(folder, "model.mjs"), model);
  const files = readdirSync(tarballs).map((file) => join(tarballs, file));
  execFileSync("npm", ["install", "--no-audit", "--no-fund", ...files, tsx, typescript], {
    cwd: folder,
    stdio: "inherit",
  });
  // The user's own, but too large to be fetched again.
  const runtime = fileURLToPath(new URL("../packages/server/node_modules/onnxruntime-node", import.meta.url));
  symlinkSync(realpathSync(runtime), join(folder, "node_modules", "onnxruntime-node"), "junction");
  execFileSync(
    "node",
    [
      "node_modules/typescript/bin/tsc",
      "--strict",
      "--module",
      "nodenext",
      "--target",
      "es2022",
      "app.mts",
      "heavy.mts",
    ],
    {
      cwd: folder,
      stdio: "inherit",
    },
  );
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ["compiled, under plain node", ["app.mjs"]],
  ["as TypeScript, under tsx", ["node_modules/tsx/dist/cli.mjs", "app.ts"]],
])("installed from tarballs, a script runs %s and its page works", async (_, args) => {
  const script = await startScript(args, folder);
  onTestFinished(async () => void (await script.stop()));
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const answer = await page.goto(script.url);
  expect(answer!.status()).toBe(200);
  await page.getByRole("textbox", { name: "Name" }).fill("Ada");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("Hi Ada 2").waitFor();
});

test.each([
  ["compiled, under plain node", ["heavy.mjs"]],
  ["as TypeScript, under tsx", ["node_modules/tsx/dist/cli.mjs", "heavy.ts"]],
])("installed from tarballs, a function runs in a worker thread %s", async (_, args) => {
  const script = await startScript(args, folder);
  onTestFinished(async () => void (await script.stop()));
  const answer = await fetch(`${script.url}/api/predict`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "works" }),
  });
  expect(await answer.json()).toEqual({ data: { out: "works in a thread" } });
});

test("installed from tarballs, a model runs in its thread, in batches", () => {
  const digits = fileURLToPath(new URL("../examples/digits/digits.onnx", import.meta.url));
  const printed = execFileSync("node", ["model.mjs", digits], { cwd: folder, encoding: "utf8" });
  expect(printed.trim().split("\n").at(-1)).toBe("1.000 1.000");
});
