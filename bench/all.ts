import { spawnSync } from "node:child_process";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";

// Every benchmark in turn, as Markdown on standard output; about 20 minutes. `tsx all.ts > results.md`
const commands: readonly (readonly [title: string, command: string, ...lengths: string[]])[] = [
  ["Queued echo over HTTP", "api", "6", "2"],
  ["Queued echo as the pages call", "echo", "2", "3"],
  ["Text yields", "streams", "2", "3"],
  ["Pictures yielded", "images", "2", "3"],
  ["Jobs of 20 ms before a crowd", "crowd", "5", "2"],
  ["Batching over HTTP", "batching", "3", "3"],
  ["Batching in process", "batched", "2", "3"],
  ["Digits by onnxruntime", "digits", "3", "3"],
  ["Beside functions that compute", "beside", "5", "3"],
  ["Start and rest", "start", "10", "2"],
  ["The queue's operations", "queue"],
  ["The first page", "first-page"],
];

// One that hangs must not keep the others waiting.
const longestMs = 600_000;

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "unknown processor"}.`);
for (const [title, command, ...lengths] of commands) {
  const start = performance.now();
  const file = fileURLToPath(new URL(`${command}.ts`, import.meta.url));
  const { stdout, stderr, status } = spawnSync(process.execPath, ["--import", "tsx", file, ...lengths], {
    encoding: "utf8",
    timeout: longestMs,
  });
  const seconds = Math.round((performance.now() - start) / 1_000);
  console.log(
    `\n## ${title}\n\n\`npx tsx bench/${[command, ...lengths].join(" ")}\`, ${seconds} s.\n\n${stdout.trim()}`,
  );
  if (status !== 0)
    console.log(`\nEnded with code ${String(status)}: ${stderr.trim().split("\n").slice(-8).join("\n")}`);
}
