import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

function npmStart(...args: string[]) {
  return spawn("npm", ["start", "--", ...args], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
}

test("npm start runs a script that lies outside the workspace", async () => {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-outside-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const script = join(folder, "own.mts");
  writeFileSync(
    script,
    `import { Interface } from "vitrine";
const demo = new Interface({ inputs: "text", outputs: "text", fn: (text) => text });
const running = await demo.launch({ port: 0 });
console.log((await fetch(running.url)).status);
await running.close();
console.log("closed");
`,
  );
  const child = npmStart(script);
  const [output] = await Promise.all([text(child.stdout), once(child, "exit")]);
  expect(output).toMatch(/200\n[^]*closed/);
});

test("npm start with a file that does not exist says so", async () => {
  const child = npmStart("no-such-demo.ts");
  const [errors, [code]] = await Promise.all([text(child.stderr), once(child, "exit")]);
  expect(errors).toContain("There is no file");
  expect(errors).toContain("no-such-demo.ts");
  expect(code).not.toBe(0);
});
