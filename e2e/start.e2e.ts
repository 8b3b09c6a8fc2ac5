import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { scalingModel } from "../packages/server/src/models/test-model.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

function npmStart(...args: string[]) {
  return spawn("npm", ["start", "--", ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
}

/** A folder outside of the workspace, as `npm init` makes it, with these files. */
function ownProject(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-outside-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "own", type: "commonjs" }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

async function outputOf(child: ReturnType<typeof npmStart>): Promise<string> {
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return output + errors;
}

test("npm start runs a script of any folder as a module: with await at its top, threads, and a model beside it", async () => {
  const folder = ownProject({
    "model.onnx": scalingModel("x", "y", 2),
    "words.ts": "export const mark = (text: string): string => `${text}!`;\n",
    "own.ts": `import { Interface, onnxModel } from "vitrine";
import { batched } from "vitrine/batched";
import { mark } from "./words";

const model = onnxModel(new URL("model.onnx", import.meta.url), { device: "cpu" });
const demo = new Interface({ inputs: { text: "text" }, outputs: { marked: "text" }, thread: true, fn: ({ text }) => ({ marked: mark(text) }) });
const running = await demo.launch({ port: 0 });
const headers = { "content-type": "application/json" };
const answer = await fetch(running.url + "/api/predict", { method: "POST", headers, body: JSON.stringify({ text: "hey" }) });
console.log(await answer.text());
const double = batched(async (numbers: readonly number[]) => {
  const { y } = await model.run({ x: { data: Float32Array.from(numbers), dims: [numbers.length] } });
  return Array.from(y!.data as Float32Array);
});
console.log("doubled", await double.all([1, 2]));
await running.close();
console.log("closed");
process.exit();
`,
  });
  const output = await outputOf(npmStart(join(folder, "own.ts")));
  expect(output).toMatch(/"marked":"hey!"[^]*doubled \[ 2, 4 \][^]*closed/);
});

test("npm start leaves a script that uses what CommonJS alone has what it is, and a model starts there, too", async () => {
  const folder = ownProject({
    "model.onnx": scalingModel("x", "y", 3),
    "old.ts": `import { onnxModel } from "vitrine";

const { join } = require("node:path");
const model = onnxModel(join(__dirname, "model.onnx"), { device: "cpu" });
void model.run({ x: { data: Float32Array.of(5), dims: [1] } }).then(({ y }) => {
  console.log("tripled", y!.data[0]);
  process.exit();
});
`,
  });
  expect(await outputOf(npmStart(join(folder, "old.ts")))).toContain("tripled 15");
});

/** A script that says a word once its app runs. */
const saying = (word: string): string => `import { Interface } from "vitrine";
await new Interface({ inputs: { text: "text" }, outputs: "text", fn: ({ text }) => text }).launch({ port: 0, quiet: true });
console.log("${word} runs");
`;

test("npm start -- --watch starts a script again when it is saved", async () => {
  const folder = ownProject({ "own.ts": saying("one") });
  const child = npmStart("--watch", join(folder, "own.ts"));
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, "exit");
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  await expect.poll(() => output, { timeout: 40_000 }).toContain("one runs");
  writeFileSync(join(folder, "own.ts"), saying("other"));
  await expect.poll(() => output, { timeout: 40_000 }).toContain("other runs");
}, 100_000);

test("npm start with a file that does not exist says so", async () => {
  const child = npmStart("no-such-demo.ts");
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect(errors).toContain("There is no file");
  expect(errors).toContain("no-such-demo.ts");
  expect(code).not.toBe(0);
});

test("npm packs and links no folder of packages/, and says what to do instead", async () => {
  const cwd = join(root, "packages", "protocol");
  const target = mkdtempSync(join(tmpdir(), "vitrine-target-"));
  onTestFinished(() => rmSync(target, { recursive: true }));
  const pack = spawn("npm", ["pack", "--pack-destination", target], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  const link = spawn("npm", ["install", cwd], { cwd: target, stdio: ["ignore", "pipe", "pipe"] });
  for (const said of await Promise.all([outputOf(pack), outputOf(link)])) {
    expect(said).toContain("Run `npm run pack` in Vitrine's root folder, then the line that it prints.");
  }
  expect([pack.exitCode, link.exitCode]).toEqual([1, 1]);
});
