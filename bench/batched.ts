import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { batched } from "vitrine/batched";
import { median, printBar, printMissing } from "./bars.ts";
import { measure, readLength, type Side } from "./measure.ts";
import { peersPython } from "./peers.ts";
import { table } from "./table.ts";

// Batching in one process: 64 callers in a loop, 5 ms + 0.1 ms an item, size 32, beside the ideal of full batches back
// to back and Python's `batched`; then what a lone call waits beyond its work. `tsx batched.ts [seconds] [rounds]`
const { seconds, rounds } = readLength(3, 3);
const [callers, size] = [64, 32];
const runMs = (items: number): number => 5 + 0.1 * items;

/** Holds the thread, as a model does. */
function work(items: readonly number[]): readonly number[] {
  const end = performance.now() + runMs(items.length);
  while (performance.now() < end);
  return items;
}

/** Items a second as a share of full batches back to back, and the waits of lone calls in milliseconds. */
async function ours(): Promise<[number, number]> {
  const call = batched(work, { batchSize: size });
  let done = 0;
  const start = performance.now();
  const stopAt = start + seconds * 1_000;
  const caller = async (): Promise<void> => {
    // oxlint-disable-next-line no-await-in-loop -- a caller asks again when it was answered
    for (; performance.now() < stopAt; done++) await call(done);
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const rate = done / (performance.now() - start);
  const waits: number[] = [];
  for (let at = 0; at < 100; at++) {
    const asked = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- alone means one after another
    await call(at);
    waits.push(performance.now() - asked - runMs(1));
  }
  return [rate / (size / runMs(size)), waits.toSorted((a, b) => a - b)[50]!];
}

function theirs(python: string): [number, number] {
  const file = fileURLToPath(new URL("servers/python_batched.py", import.meta.url));
  const { stdout, stderr } = spawnSync(python, [file, String(seconds)], { encoding: "utf8" });
  const line = stdout.trim().split("\n").at(-1) ?? "";
  if (!line.startsWith("[")) throw new Error(`python_batched.py gave no result: ${stderr.slice(-500)}`);
  return JSON.parse(line) as [number, number];
}

function side(name: string, run: () => [number, number] | Promise<[number, number]>): Side {
  return {
    name,
    run: async () => {
      const [share, wait] = await run();
      return { "share of the ideal, %": share * 100, "a lone call waits, ms": wait };
    },
  };
}

const python = peersPython();
printMissing({ "Python's batched": python });
const rows = await measure(
  [side("vitrine", ours), ...(python === null ? [] : [side("Python batched", () => theirs(python))])],
  rounds,
  false,
);
console.log(`${table(rows)}\n`);
printBar("vitrine, share of the ideal, %", median(rows, "vitrine", "share of the ideal, %"), "≥", 97);
printBar("vitrine, a lone call waits, ms", median(rows, "vitrine", "a lone call waits, ms"), "≤", 0.2);
