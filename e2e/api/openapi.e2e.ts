import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isPythonMissing, pythonEnvironment } from "../python.ts";
import { startScript, type RunningScript } from "../script.ts";

const run = promisify(execFile);
const folder = fileURLToPath(new URL(".", import.meta.url));
const packages = ["schemathesis==4.32.5", "openapi-spec-validator==0.9.0"];
/** Its last phase, chains of requests, goes on for as long as it may. */
const seconds = process.env["VITRINE_TEST_ALL"] === "1" ? "60" : "20";
const checks = [
  "not_a_server_error",
  "status_code_conformance",
  "content_type_conformance",
  "response_headers_conformance",
  "response_schema_conformance",
];

if (isPythonMissing) process.stderr.write("Python is missing: openapi.json is not tried with schemathesis.\n");

let script: RunningScript;
let programs = "";
beforeAll(async () => {
  script = await startScript(["--import", "tsx", "app.ts"], folder);
  if (!isPythonMissing) programs = await pythonEnvironment("schemathesis", packages);
});
afterAll(async () => void (await script?.stop()));

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, { readonly post?: { readonly requestBody: unknown } }>>;
}

test("the document lists what is public, at both addresses, with the app's own address", async () => {
  const [text, again] = await Promise.all(
    ["openapi.json", "gradio_api/openapi.json"].map(async (path) => (await fetch(`${script.url}/${path}`)).text()),
  );
  expect(again).toBe(text);
  const { openapi, servers, paths } = JSON.parse(text!) as Document;
  expect([openapi, servers]).toEqual(["3.1.0", [{ url: script.url }]]);
  const names = ["echo", "plain", "picture", "sizes", "count"];
  expect(new Set(Object.keys(paths))).toEqual(
    new Set([
      ...names.flatMap((name) => [`/api/${name}`, `/gradio_api/call/${name}`, `/gradio_api/call/${name}/{id}`]),
      "/api/calls/{id}",
      "/api/calls/{id}/events",
      "/gradio_api/upload",
    ]),
  );
  // State is the server's own, a default makes an input optional, and strangers are refused.
  const schema = { properties: { text: {} }, required: ["text"], additionalProperties: false };
  expect(paths["/api/count"]!.post!.requestBody).toMatchObject({
    content: { "application/json": { schema }, "multipart/form-data": { schema } },
  });
  expect(paths["/api/echo"]!.post!.requestBody).toMatchObject({
    content: { "application/json": { schema: { required: ["text"] }, example: { text: "Hello", times: 2 } } },
  });
});

test.skipIf(isPythonMissing)("the document is valid OpenAPI 3.1", async () => {
  const work = mkdtempSync(join(tmpdir(), "openapi-"));
  try {
    const file = join(work, "openapi.json");
    writeFileSync(file, await (await fetch(`${script.url}/openapi.json`)).text());
    const { stdout } = await run(`${programs}/python`, ["-m", "openapi_spec_validator", file]);
    expect(stdout).toContain("OK");
  } finally {
    rmSync(work, { recursive: true });
  }
});

test.skipIf(isPythonMissing)(
  "schemathesis finds no failure of the server and no answer that the document does not tell of",
  async () => {
    const work = mkdtempSync(join(tmpdir(), "schemathesis-"));
    const options = ["--checks", checks.join(","), "-n", "8", "--no-color", "--warnings", "off", "--max-time", seconds];
    try {
      const { stdout } = await run(`${programs}/st`, ["run", `${script.url}/openapi.json`, ...options], {
        cwd: work,
        timeout: 110_000,
      }).catch((error: unknown) => error as { stdout: string });
      expect(stdout).toMatch(/No issues found/);
      expect(stdout).toMatch(/Tested: 19/);
    } finally {
      rmSync(work, { recursive: true });
    }
  },
  120_000,
);
