import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { rolldown } from "rolldown";
import { onTestFinished, expect, test } from "vitest";
import { startScript } from "./script.ts";

const modules = fileURLToPath(new URL("node_modules", import.meta.url));
const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

// Whatever a compiler gives a helper for: names, fields, imports, a module that is loaded late.
const library = `export const shout = (text: string): string => text.toUpperCase();
export class Tool {
  static made = 0;
  readonly #mark = "!";
  mark(text: string): string { Tool.made += 1; return text + this.#mark; }
}
`;
const script = `import { isMainThread } from "node:worker_threads";
import { Interface, Textbox } from "vitrine";
import { shout, Tool } from "./library.js";

const where = () => (isMainThread ? "main" : "thread");
const work = async (text: string) => {
  class Inner extends Tool {
    readonly times = 2;
    repeat = (given: string): string => Array.from({ length: this.times }, () => given).join("");
  }
  function named(given: string): string { return shout(given); }
  const arrow = async (given: string) => (await import("node:path")).basename(given);
  const count = (n: number): number => (n === 0 ? 0 : 1 + count(n - 1));
  async function* parts() { for (const part of ["x", "y"]) yield part; }
  let all = "";
  for await (const part of parts()) all += part;
  return [new Inner().repeat(named(await arrow("/a/" + text))), new Tool().mark(all), count(3), where()].join(" ");
};
new Interface({ inputs: Textbox({ name: "text" }), outputs: Textbox({ name: "out" }), thread: true, fn: work }).launch();
`;

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "vitrine-ways-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(modules, join(folder, "node_modules"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

async function bundled(format: "esm" | "cjs", minify: boolean, external: readonly string[]): Promise<string> {
  const folder = folderWith({ "library.ts": library, "app.ts": script });
  const bundle = await rolldown({
    input: join(folder, "app.ts"),
    platform: "node",
    external: [...external],
    resolve: { extensionAlias: { ".js": [".ts"] } },
  });
  const file = format === "esm" ? "app.mjs" : "app.cjs";
  await bundle.write({ dir: folder, format, minify, entryFileNames: file });
  return join(folder, file);
}

async function answer(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<unknown> {
  const running = await startScript(args, fileURLToPath(new URL(".", import.meta.url)), environment);
  onTestFinished(async () => void (await running.stop()));
  const asked = await fetch(new URL("/api/predict", running.url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"text":"b"}',
  });
  return asked.json();
}

const right = { data: { out: "BB xy! 3 thread" } };

test.each([
  ["a module", '{"type":"module"}', "app.ts"],
  ["a folder of CommonJS", "{}", "app.ts"],
  ["a module by its name", "{}", "app.mts"],
])("a function of many inner ones runs in a thread under tsx: %s", async (_, manifest, name) => {
  const folder = folderWith({ "package.json": manifest, "library.ts": library, [name]: script });
  expect(await answer(["--import", tsx, join(folder, name)])).toEqual(right);
});

test.each([
  ["compiled", "esm", false],
  ["compiled to CommonJS", "cjs", false],
  ["bundled and minified", "esm", true],
] as const)("and under Node alone: %s", async (_, format, minify) => {
  const file = await bundled(format, minify, ["vitrine"]);
  expect(await answer([file], { NODE_OPTIONS: "--conditions=built" })).toEqual(right);
});

test("a script that was changed under a running server is refused with the remedy", async () => {
  const folder = folderWith({ "package.json": '{"type":"module"}', "library.ts": library, "app.ts": script });
  const file = join(folder, "app.ts");
  const args = ["--import", tsx, file];
  const running = await startScript(args, folder);
  onTestFinished(async () => void (await running.stop()));
  writeFileSync(file, script.replace("count(3)", "count(4)"));
  const asked = await fetch(new URL("/api/predict", running.url), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"text":"b"}',
  });
  expect(asked.status).toBe(503);
  await running.printed(/app\.ts was changed since the app was started.*restart the app/);
});
