import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { openBrowser } from "./chromium.ts";
import { isPythonMissing, pythonWithClient } from "./gradio/python-client.ts";
import { type RunningScript, startScript } from "./script.ts";

const run = promisify(execFile);
const here = fileURLToPath(new URL(".", import.meta.url));
const note = `it's "5 $HOME" \\n a\nline: äö😀 \`x\` %s`;
const order = { amount: 2, size: 3, hot: false, drink: "tea" };
const sizes = { bytes: 12, width: 28, height: 28 };

let browser: Browser;
let script: RunningScript;
/** Inside this folder, so that the programs find the packages they import. */
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(`${here}.snippets-`);
  await copyFile(`${here}samples/0-1.png`, `${folder}/photo.png`);
  await writeFile(`${folder}/document.pdf`, "twelve bytes");
  [browser, script] = await Promise.all([
    openBrowser(),
    startScript(["--import", "tsx", "api-kitchen.ts"], `${here}apps`),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await script?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** The snippets of a language as the page shows them, by endpoint. */
async function snippets(language: string, name = language): Promise<Record<string, string>> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    await page.goto(`${script.url}/?view=api`);
    await page.getByRole("tab", { name: language, exact: true }).click();
    const found: Record<string, string> = {};
    for (const endpoint of ["order", "weigh", "count"]) {
      const section = page.getByRole("region", { name: `POST /${endpoint}` });
      const hidden = section.locator("summary");
      if (name !== language) await hidden.click();
      found[endpoint] = await section.getByRole("group", { name, exact: true }).innerText();
    }
    return found;
  } finally {
    await context.close();
  }
}

async function execute(command: string, args: readonly string[]): Promise<string> {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const { stdout } = await run(command, args, { cwd: folder, timeout: 50_000, env });
  return stdout;
}

/** Runs a module of Node whose prints come as JSON, a line each. */
async function executeModule(file: string, source: string): Promise<unknown[]> {
  const prints = "console.log = (value) => process.stdout.write(JSON.stringify(value) + '\\n');";
  await writeFile(`${folder}/json-prints.mjs`, prints);
  await writeFile(`${folder}/${file}`, source);
  return lines(await execute(process.execPath, ["--import", "./json-prints.mjs", "--import", "tsx", file]));
}

function lines(text: string): unknown[] {
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line): unknown => JSON.parse(line));
}

test("behind a login every snippet says where name and password go, and works with them", async () => {
  const guarded = await startScript(["--import", "tsx", "login.ts"], `${here}apps`);
  const context = await browser.newContext();
  onTestFinished(async () => {
    await context.close();
    await guarded.stop();
  });
  const page = await context.newPage();
  await page.goto(`${guarded.url}/?view=api`);
  await page.getByLabel("Name").fill("ann");
  await page.getByLabel("Password").fill("open sesame");
  await page.keyboard.press("Enter");
  const codeOf = async (language: string): Promise<string> => {
    await page.getByRole("tab", { name: language, exact: true }).click();
    const code = await page.getByRole("group", { name: language, exact: true }).innerText();
    expect(code).toMatch(/user.*password/);
    return code
      .replace("user:password", "'ann:open sesame'")
      .replace('"user"', '"ann"')
      .replace('"password"', '"open sesame"');
  };
  const said = "ann says Hello";
  expect(await executeModule("login.mts", await codeOf("TypeScript"))).toEqual([[said]]);
  expect(await executeModule("login.mjs", await codeOf("JavaScript"))).toEqual([[said]]);
  expect(lines(await execute("sh", ["-c", await codeOf("curl")]))).toEqual([{ data: { answer: said } }]);
  await writeFile(`${folder}/login.py`, await codeOf("Python"));
  const printed = isPythonMissing ? said : await execute(await pythonWithClient(), ["login.py"]);
  expect(printed.trim().split("\n").at(-1)).toBe(said);
}, 200_000);

test("TypeScript, with Vitrine's client", async () => {
  const of = await snippets("TypeScript");
  expect(await executeModule("order.mts", of["order"]!)).toEqual([{ said: note, order }]);
  expect(await executeModule("weigh.mts", of["weigh"]!)).toEqual([[sizes]]);
  expect(await executeModule("count.mts", of["count"]!)).toEqual([[1], [2], [3]]);
  const strict = ["--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2022"];
  const compiler = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
  await execute(compiler, [
    "--ignoreConfig",
    ...strict,
    "--types",
    "node",
    "--allowImportingTsExtensions",
    "order.mts",
    "weigh.mts",
    "count.mts",
  ]);
});

test("JavaScript, with Gradio's client", async () => {
  const of = await snippets("JavaScript");
  expect(await executeModule("order.mjs", of["order"]!)).toEqual([[note, order]]);
  expect(await executeModule("weigh.mjs", of["weigh"]!)).toEqual([[sizes]]);
  // Gradio's server ends a generator with its last value once more, and the client passes it on.
  expect(await executeModule("count.mjs", of["count"]!)).toEqual([[1], [2], [3], [3]]);
});

test.skipIf(isPythonMissing)(
  "Python, with Gradio's client",
  async () => {
    const python = await pythonWithClient();
    const of = await snippets("Python");
    const execution = async (source: string): Promise<unknown[]> => {
      const prints = "import builtins, json\nprint = lambda value: builtins.print(json.dumps(value))\n";
      await writeFile(`${folder}/snippet.py`, prints + source.replace("Client(", "Client(verbose=False, src="));
      return lines(await execute(python, ["snippet.py"]));
    };
    expect(await execution(of["order"]!)).toEqual([[note, order]]);
    expect(await execution(of["weigh"]!)).toEqual([sizes]);
    expect(await execution(of["count"]!)).toEqual([1, 2, 3]);
  },
  200_000,
);

test("curl", async () => {
  const of = await snippets("curl");
  expect(lines(await execute("sh", ["-c", of["order"]!]))).toEqual([{ data: { said: note, order } }]);
  expect(lines(await execute("sh", ["-c", of["weigh"]!]))).toEqual([{ data: { sizes } }]);
  expect(lines(await execute("sh", ["-c", of["count"]!]))).toEqual([{ data: { number: 3 } }]);
});

/** The data of all events that a program prints. */
async function events(source: string): Promise<unknown[]> {
  const stream = await execute("sh", ["-c", source]);
  return stream
    .split("\n")
    .flatMap((line): unknown[] => (line.startsWith("data: ") ? [JSON.parse(line.slice(6))] : []));
}

test("curl with Gradio's two requests", async () => {
  const of = await snippets("curl", "curl, two requests");
  expect(await events(of["order"]!)).toEqual([[note, order]]);
  expect(await events(of["weigh"]!)).toEqual([[sizes]]);
  expect((await events(of["count"]!)).at(-1)).toEqual([3]);
});
