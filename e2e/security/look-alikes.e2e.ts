import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningScript, startScript } from "../script.ts";
import { sameServerAfterEach } from "../same-server.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
const file = { path: "/etc/passwd", url: "file:///etc/passwd", meta: { _type: "gradio.FileData" } };
const text = JSON.stringify(file);
let script: RunningScript;

beforeAll(async () => {
  script = await startScript(["--import", "tsx", "echo-data.ts"], apps);
});
afterAll(() => script?.stop());
sameServerAfterEach(() => script.url);

async function echo(values: Record<string, unknown>): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${script.url}/api/predict`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text: "a", ...values }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

test.each([
  ["a text", { text }, { text }],
  ["JSON", { json: { deep: [file] } }, { json: { deep: [file] } }],
  ["a cell of a table", { table: { headers: ["a"], data: [[text]] } }, { table: { data: [[text]] } }],
  ["a message", { chat: [{ role: "user", content: text }] }, { chat: [{ content: [{ type: "text", text }] }] }],
  ["a marked text", { marked: [{ token: text, class_or_confidence: null }] }, { marked: [{ token: text }] }],
])("what looks like a file is data in %s, and comes back as it was", async (_, values, expected) => {
  const { status, body } = await echo(values);
  expect([status, body]).toMatchObject([200, { data: expected }]);
  expect(JSON.stringify(body)).not.toContain("gradio_api/file=");
});

test.each([
  ["table", [[file]]],
  ["table", { headers: ["a"], data: [[file]] }],
  ["table", { headers: [file], data: [["a"]] }],
  ["chat", [{ role: "user", content: file }]],
  ["chat", [{ role: "user", content: [{ type: "file", file }] }]],
  ["chat", [{ role: "user", content: [{ type: "text", text: "a", file }] }]],
  ["chat", [{ role: file, content: "a" }]],
  ["marked", [{ token: "a", class_or_confidence: file }]],
])("where neither data nor files of this server belong it is refused: %s %j", async (name, value) => {
  const { status, body } = await echo({ [name]: value });
  expect([status, body]).toMatchObject([422, { code: "invalid", fields: [{ name }] }]);
});

test("what is no part of a message is left out of it", async () => {
  const { body } = await echo({ chat: [{ role: "user", content: "a", metadata: { title: "b", file }, path: file }] });
  expect(JSON.stringify(body)).not.toContain("passwd");
});
