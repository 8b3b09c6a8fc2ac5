import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { findScript } from "./script.ts";

const cwd = fileURLToPath(new URL("../..", import.meta.url));
const plain = { argv: ["node"], execArgv: [], nodeOptions: "", cwd };

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "vitrine-folder-")));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, ".."), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

it("finds the file as Node does, and its arguments", () => {
  const folder = folderWith({ "app.js": "", "package.json": JSON.stringify({ main: "app.js" }) });
  const at = (main: string) => findScript({ ...plain, argv: ["node", join(folder, main), "--fast", "3"] });
  expect(at("app.js")).toMatchObject({ path: join(folder, "app.js"), argv: ["--fast", "3"], loaders: [] });
  expect(at("app")?.path).toBe(join(folder, "app.js"));
  expect(at(".")?.path).toBe(join(folder, "app.js"));
});

it("finds none where code came from elsewhere", () => {
  expect(findScript(plain)).toBeNull();
  expect(findScript({ ...plain, argv: ["node", "/nowhere/app.js"] })).toBeNull();
});

it("keeps the flags that say how modules are read, and no others", () => {
  const folder = folderWith({ "app.ts": "" });
  const execArgv = [
    "--max-old-space-size=100",
    "--inspect",
    "--import",
    "./hooks.mjs",
    "--conditions=built",
    "-C",
    "own",
    "--require",
    "/x/tsx/dist/preflight.cjs",
    "--import=tsx",
  ];
  const found = findScript({ ...plain, argv: ["node", join(folder, "app.ts")], execArgv });
  expect(found?.execArgv).toEqual(["--import", "./hooks.mjs", "--conditions=built", "-C", "own"]);
});

it.each([
  ["by its name", { execArgv: ["--import", "tsx"] }],
  ["in NODE_OPTIONS", { nodeOptions: "--no-warnings --import=tsx/esm" }],
  ["by the file that its command line gives", { execArgv: ["--import", import.meta.resolve("tsx")] }],
])("finds the loaders of tsx %s, for threads do not inherit them", (_, change) => {
  const folder = folderWith({ "app.ts": "" });
  const found = findScript({ ...plain, argv: ["node", join(folder, "app.ts")], ...change });
  expect(found?.loaders).toHaveLength(2);
  expect(found?.loaders[1]).toBe(import.meta.resolve("tsx/esm/api"));
});
