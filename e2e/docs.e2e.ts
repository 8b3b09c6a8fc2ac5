import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, test, type TestContext, vi } from "vitest";
import { languages } from "../packages/client/app/api/snippets/languages.ts";
import { scalingModel } from "../packages/server/src/models/test-model.ts";
import { appOfCallers, docBlocks, docPages } from "../scripts/doc-scripts.mjs";
import { isPythonMissing, pythonWithClient } from "./gradio/python-client.ts";

interface Block {
  readonly page: string;
  readonly line: number;
  readonly language: string;
  readonly word: string | null;
  readonly code: string;
}

const run = promisify(execFile);
const start = fileURLToPath(new URL("../scripts/start.mjs", import.meta.url));
const ownModules = new URL("../scripts/own-modules.mjs", import.meta.url).href;
// From the built packages a start takes a third of the time; start.e2e.ts has the whole way.
const runsFromSource = process.env["VITRINE_TEST_ALL"] === "1";
const asBuilt = ["--import", import.meta.resolve("tsx"), "--import", ownModules];
const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const blocks = docBlocks() as readonly Block[];
const scripts = blocks.filter(({ language, word }) => language === "ts" && word === null);
const serves = ({ code }: Block): boolean => /\.launch\(|\.attach\(|\.fetch\(/.test(code);
const apps = scripts.filter(serves);
const programs = scripts.filter((block) => !serves(block));
const callers = blocks.filter(({ word }) => word === "caller");

vi.setConfig({ maxConcurrency: 2, testTimeout: 120_000 });

/** A folder of nobody's, without package.json: the script, the files that pages speak of, and what it imports of others. */
function bareFolder({ onTestFinished }: TestContext, code: string): string {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-docs-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "pictures"));
  writeFileSync(join(folder, "pictures", "cat.png"), "");
  writeFileSync(join(folder, "model.onnx"), scalingModel("x", "y", 2));
  const own = runsFromSource ? [] : ["vitrine", "@vitrine/client"];
  const others = code.matchAll(/from "((?:@hono|@gradio)\/[\w-]+|express|hono)"/g);
  for (const name of [...own, ...[...others].map(([, other]) => other)]) {
    const link = join(folder, "node_modules", name!);
    mkdirSync(join(link, ".."), { recursive: true });
    symlinkSync(join(modules, name!), link, "junction");
  }
  return folder;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
}

/** Runs a script of the folder as `npm start -- FILE` does. */
function startFile({ onTestFinished }: TestContext, folder: string, file: string): Started {
  const { NODE_OPTIONS: _, NODE_ENV: __, VITEST: ___, ...inherited } = process.env;
  const passwords = { ANN_PASSWORD: "open", BOB_PASSWORD: "sesame", SCRAPE_PASSWORD: "numbers" };
  const conditions = runsFromSource ? {} : { NODE_OPTIONS: "--conditions=built" };
  const env = { ...inherited, ...passwords, ...conditions, INIT_CWD: folder, VITRINE_PORT: "0" };
  const args = [...(runsFromSource ? [start] : asBuilt), file];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, "close").then(([code]) => code as number | null);
  onTestFinished(async () => {
    child.kill();
    await ended;
  });
  return { child, ended, output: () => output };
}

/** As a browser asks, behind the login of another server that docs/login.md tells of. */
function openPage(url: string): Promise<Response> {
  return fetch(url, { headers: { accept: "text/html", "x-forwarded-user": "ann" } });
}

/** The addresses of a script's pages once all answer; an empty list where it ended with 0 instead. */
async function pagesOf(code: string, script: Started, ports: ReadonlyMap<string, number>): Promise<string[]> {
  const mounted = [...code.matchAll(/path: "([^"]+)"/g)].map(([, path]) => path!);
  const launches = code.match(/\.launch\(/g)?.length ?? 0;
  const ownPorts = [...ports.values()];
  let over = false;
  void script.ended.then(() => (over = true));
  for (;;) {
    const launched = [...script.output().matchAll(/Running on (http:\/\/\S+)/g)].map(([, url]) => url!);
    const served = mounted.map((path, index) => `http://127.0.0.1:${ownPorts[index]}${path}/`);
    const urls = launches > 0 ? launched : served;
    const answers = await Promise.all(urls.map((url) => openPage(url).catch(() => null)));
    if (answers.length === Math.max(launches, mounted.length) && answers.every((answer) => answer?.ok)) return urls;
    if (over) throw new Error(`The script ended without its page:\n${script.output()}`);
    await pause(100);
  }
}

/** What a caller prints; of a script that prints nothing, its `data`. */
async function outputOf(context: TestContext, folder: string, { language, code }: Pick<Block, "language" | "code">) {
  const file = join(folder, `caller.${language}`);
  if (language === "ts" || language === "js") {
    writeFileSync(file, `${code}\nconsole.log(JSON.stringify(data));\nprocess.exit();`);
    const caller = startFile(context, folder, file);
    await caller.ended;
    return caller.output();
  }
  writeFileSync(file, code);
  const { stdout } = await run(language === "python" ? await pythonWithClient() : "sh", [file], { cwd: folder });
  return stdout;
}

/** The code with a free port in each place of one that it names itself. */
async function withFreePorts(code: string): Promise<{ code: string; ports: Map<string, number> }> {
  const ports = new Map<string, number>();
  for (const [, port] of code.matchAll(/\b([34]000)\b/g)) {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    ports.set(port!, (probe.address() as AddressInfo).port);
    probe.close();
    await once(probe, "close");
  }
  return { code: code.replaceAll(/\b[34]000\b/g, (port) => String(ports.get(port))), ports };
}

test("every script of the documentation is told apart from its fragments", () => {
  const code = blocks.filter(({ language }) => /^(?:[cm]?[jt]sx?|typescript|javascript)$/.test(language));
  for (const { page, line, language, word } of code) {
    const head = [language, word].filter(Boolean).join(" ");
    expect(["ts", "ts caller", "ts fragment", "js caller"], `${page}:${line}`).toContain(head);
  }
  expect(apps.length).toBeGreaterThan(20);
});

test("no page tells to install Vitrine from npm, where it is not", () => {
  const terminal = languages.map(({ install }) => install ?? "").join("\n");
  const commands = /\b(?:npm (?:install|i|add)|npx|pnpm add|yarn add|bun add)\b[^`\n]*/g;
  const told = [...docPages().map(({ text }) => text), terminal].flatMap((text) => text.match(commands) ?? []);
  expect(told).toContain("npm install ../vitrine/packed/*.tgz");
  expect(told.filter((command) => /\s(?:@vitrine\/\w+|vitrine)(?:@\S+)?(?:\s|$)/.test(command))).toEqual([]);
});

describe.concurrent("in a folder without package.json, as npm start -- FILE runs it,", () => {
  test.for(apps.map((block) => [`${block.page}:${block.line}`, block] as const))("%s", async ([, block], context) => {
    const { code, ports } = await withFreePorts(block.code);
    const folder = bareFolder(context, code);
    writeFileSync(join(folder, "script.ts"), code);
    const script = startFile(context, folder, "script.ts");
    const urls = await pagesOf(code, script, ports);
    const pages = await Promise.all(urls.map(async (url) => (await openPage(url)).text()));
    expect(pages.filter((page) => page.includes("<html"))).toHaveLength(urls.length);
    expect(script.output()).not.toMatch(/survived|Error|callers of the API must say/);
  });

  test.for(programs.map((block) => [`${block.page}:${block.line}`, block] as const))(
    "%s ends",
    async ([, { code }], context) => {
      const folder = bareFolder(context, code);
      writeFileSync(join(folder, "script.ts"), code);
      const script = startFile(context, folder, "script.ts");
      expect(await script.ended, script.output()).toBe(0);
      expect(script.output()).not.toContain("no app of it was served");
    },
  );

  test.for(callers.map((block) => [`${block.page}:${block.line}`, block] as const))(
    "%s calls an app",
    async ([, { page, language, code }], context) => {
      if (language === "python" && isPythonMissing) context.skip();
      const app = appOfCallers(blocks, page) as Block;
      const folder = bareFolder(context, code);
      writeFileSync(join(folder, "my-demo.ts"), app.code);
      const served = startFile(context, folder, "my-demo.ts");
      const [url] = await pagesOf(app.code, served, new Map());
      const called = { language, code: code.replaceAll("http://127.0.0.1:7860", url!) };
      expect(await outputOf(context, folder, called)).toMatch(/Hello, Ada!!!|What did I say/);
    },
  );
});
