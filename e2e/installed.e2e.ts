import { execSync, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { scalingModel } from "../packages/server/src/models/test-model.ts";
import { appOfCallers, docBlocks } from "../scripts/doc-scripts.mjs";
import { installLine } from "../scripts/pack-packages.mjs";
import { openBrowser } from "./chromium.ts";
import { isNode24Missing, node24 } from "./node-24.ts";
import { startScript } from "./script.ts";

const tarballs = fileURLToPath(new URL("../.cache/tarballs", import.meta.url));
const tools = ["tsx@4.23.15", "typescript@7.0.2", "typescript-5@npm:typescript@5.9.3"];
const tsx = "../node_modules/tsx/dist/cli.mjs";
const compiler = "../node_modules/typescript/bin/tsc";
const strict = ["--strict", "--skipLibCheck", "false", "--module", "nodenext", "--target", "es2023"];
const hello = (appOfCallers(docBlocks(), "README.md") as { code: string }).code;
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

const model = onnxModel(new URL("model.onnx", import.meta.url), { device: "cpu" });
const double = batched(async (numbers: readonly number[]) => {
  const { y } = await model.run({ x: { data: Float32Array.from(numbers), dims: [numbers.length] } });
  return Array.from(y!.data as Float32Array);
});
void double.all([1, 2]).then(async (doubled) => {
  console.log(doubled.join(" "));
  await model.close();
});
`;
let folder: string;
let browser: Browser;

/** What a program prints; throws with it where it fails. */
function node(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vitrine-installed-"));
  // The line that `npm run pack` prints, in an empty folder.
  execSync(`${installLine(tarballs)} --no-audit --no-fund ${tools.join(" ")}`, { cwd: folder, stdio: "inherit" });
  // The user's own, but too large to be fetched again.
  const runtime = fileURLToPath(new URL("../packages/server/node_modules/onnxruntime-node", import.meta.url));
  symlinkSync(realpathSync(runtime), join(folder, "node_modules", "onnxruntime-node"), "junction");
  for (const type of ["commonjs", "module"]) {
    mkdirSync(join(folder, type));
    writeFileSync(join(folder, type, "package.json"), JSON.stringify({ type }));
    writeFileSync(join(folder, type, "hello.ts"), hello);
    writeFileSync(join(folder, type, "heavy.ts"), heavy);
    writeFileSync(join(folder, type, "model.ts"), model);
    writeFileSync(join(folder, type, "model.onnx"), scalingModel("x", "y", 2));
  }
  copyFileSync(new URL("apps/typed.ts", import.meta.url), join(folder, "module", "typed.ts"));
  writeFileSync(join(folder, "commonjs", "hello.mts"), hello);
  // No folder says what it is.
  mkdirSync(join(folder, "plain"));
  writeFileSync(join(folder, "plain", "hello.ts"), hello);
  node([compiler, ...strict, "hello.ts", "heavy.ts"], join(folder, "commonjs"));
  node([compiler, ...strict, "hello.ts", "heavy.ts"], join(folder, "module"));
  node([compiler, ...strict, "hello.ts"], join(folder, "plain"));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ["7", compiler],
  ["5.9", "../node_modules/typescript-5/lib/tsc.js"],
])("installed from tarballs, Vitrine's types and those of scripts are right for TypeScript %s", (_, program) => {
  const inModules = join(folder, "module");
  rmSync(join(inModules, "tsconfig.json"), { force: true });
  // The options that `tsc --init` writes, but for the one that looks away from the types of packages.
  node([program, "--init"], inModules);
  node([program, "--skipLibCheck", "false", "--noEmit"], inModules);
  node([program, ...strict, "--noEmit", "hello.ts", "heavy.ts"], join(folder, "commonjs"));
  node([program, ...strict, "--noEmit", "hello.ts"], join(folder, "plain"));
});

/** What the script of README answers. */
async function greeting(url: string): Promise<unknown> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ name: "Ada", warmth: 2 });
  const answer = await fetch(`${url}/api/predict`, { method: "POST", headers, body });
  return answer.json();
}

test.each([
  ["compiled, in a CommonJS folder", "commonjs", ["hello.js"]],
  ["compiled, in a folder that says nothing", "plain", ["hello.js"]],
  ["compiled, in a folder of modules", "module", ["hello.js"]],
  ["under tsx, in a CommonJS folder", "commonjs", [tsx, "hello.ts"]],
  ["under tsx, in a folder that says nothing", "plain", [tsx, "hello.ts"]],
  ["under tsx, in a folder of modules", "module", [tsx, "hello.ts"]],
])("installed from tarballs, README's script runs %s", async (_, type, args) => {
  const script = await startScript(args, join(folder, type));
  onTestFinished(async () => void (await script.stop()));
  expect(await greeting(script.url)).toEqual({ data: { greeting: "Hello, Ada!!" } });
});

test.skipIf(isNode24Missing).each([
  ["commonjs", "hello.mts"],
  ["plain", "hello.ts"],
  ["module", "hello.ts"],
])("installed from tarballs, Node 24 by itself runs README's script in a folder %s as %s", async (type, file) => {
  const script = await startScript([file], join(folder, type), {}, await node24());
  onTestFinished(async () => void (await script.stop()));
  const page = await browser.newPage();
  onTestFinished(() => page.close());
  const answer = await page.goto(script.url);
  expect(answer!.status()).toBe(200);
  await page.getByRole("textbox", { name: "Name" }).fill("Ada");
  await page.getByRole("button", { name: "Submit" }).click();
  await page.getByText("Hello, Ada!!!").waitFor();
});

test.each([
  ["compiled, in a CommonJS folder", "commonjs", ["heavy.js"]],
  ["compiled, in a folder of modules", "module", ["heavy.js"]],
  ["under tsx, in a CommonJS folder", "commonjs", [tsx, "heavy.ts"]],
])("installed from tarballs, a function runs in a worker thread %s", async (_, type, args) => {
  const script = await startScript(args, join(folder, type));
  onTestFinished(async () => void (await script.stop()));
  const answer = await fetch(`${script.url}/api/predict`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "works" }),
  });
  expect(await answer.json()).toEqual({ data: { out: "works in a thread" } });
});

test.each(["commonjs", "module"])(
  "installed from tarballs, a model beside the script runs in its thread, in batches, in a folder %s",
  (type) => {
    const printed = node([tsx, "model.ts"], join(folder, type));
    expect(printed.trim().split("\n").at(-1)).toBe("2 4");
  },
);

test("installed from tarballs, a Node that cannot require modules says which one can", () => {
  const old = ["--no-experimental-require-module", "--eval", 'require("vitrine")'];
  expect(() => node(old, folder)).toThrow("require() loads it with Node 20.19 or newer");
});
