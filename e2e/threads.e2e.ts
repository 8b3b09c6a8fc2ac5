import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startScript } from "./script.ts";
import { openVisitor } from "./socket-visitor.ts";

// A folder among the tests, from where the packages resolve.
let folder: string;
const body = `
const where = () => (isMainThread ? "main" : "thread");
const demo = new Interface({
  inputs: Textbox({ name: "act" }),
  outputs: Textbox({ name: "out" }),
  thread: true,
  concurrencyLimit: 2,
  timeLimitMs: 1_500,
  fn: function* (act) {
    if (act === "exit" || act === "loop") yield "began in a " + where();
    if (act === "tell") throw new UserError("Told from a thread");
    if (act === "exit") process.exit(3);
    while (act === "loop");
    yield act + " in a " + where() + " with " + process.argv.slice(2).join();
  },
});
`;
const names = "{ Interface, Textbox, UserError }";
const esm = `import { isMainThread } from "node:worker_threads";\nimport ${names} from "vitrine";\n${body}`;
const main = 'console.log("after launch in the " + where());';

beforeAll(() => {
  folder = mkdtempSync(join(fileURLToPath(new URL("apps", import.meta.url)), ".threads-"));
  const write = (name: string, content: string) => writeFileSync(join(folder, name), content);
  write("package.json", JSON.stringify({ private: true }));
  write("module.mjs", `${esm}\nawait demo.launch();\n${main}`);
  write(
    "common.cjs",
    `const { isMainThread } = require("node:worker_threads");\nconst ${names} = require("vitrine");\n${body}
setTimeout(async () => { await demo.launch(); ${main} }, 100);`,
  );
  write(
    "typed.mts",
    `${esm.replace("fn: function* (act)", "fn: function* (act: string)")}\nawait demo.launch();\n${main}`,
  );
  // Without "type": "module" tsx reads it as CommonJS.
  write(
    "typed.ts",
    `${esm.replace("fn: function* (act)", "fn: function* (act: string)")}\nvoid demo.launch().then(() => ${main.replace(";", "")});`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

// In the environment, from where the gateway's thread takes it, too.
const built = { NODE_OPTIONS: "--conditions=built" };
const tsx = fileURLToPath(import.meta.resolve("tsx/cli"));

test.each([
  ["compiled, as an ES module", ["module.mjs"], built],
  ["compiled, as CommonJS that launches late", ["common.cjs"], built],
  ["TypeScript by --import tsx", ["--import", "tsx", "typed.mts"], {}],
  ["TypeScript by tsx's own command", [tsx, "typed.mts"], {}],
  ["TypeScript in a package of CommonJS, beside the built server", ["--import", "tsx", "typed.ts"], built],
])("a script that is %s works in threads, and its faults stay there", async (_, args, environment) => {
  const script = await startScript([...args, "--fast", "3"], folder, environment);
  onTestFinished(async () => void (await script.stop()));
  const visitor = await openVisitor(script.url);
  const good = { status: "done", values: ["fine in a thread with --fast,3"] };
  expect(await visitor.call(["fine"])).toMatchObject(good);
  expect((await visitor.call(["tell"])).error).toMatchObject({ code: "user", message: "Told from a thread" });
  expect(await visitor.call(["exit"])).toMatchObject({
    status: "error",
    values: ["began in a thread"],
    error: { code: "crashed", message: "The function's thread ended with exit code 3. Try again." },
  });
  const looping = visitor.begin(["loop"]);
  await visitor.heard(looping, "values");
  expect(await visitor.call(["fine"])).toMatchObject(good);
  expect((await visitor.outcome(looping)).error).toMatchObject({ code: "time-limit" });
  expect(await visitor.call(["fine"])).toMatchObject(good);
  expect(script.output().match(/after launch in the .*/g)).toEqual(["after launch in the main"]);
  expect(await script.stop()).toBe(0);
});
