import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Row } from "./table.ts";

/** What one round measured: a number a column of the table. */
export type Sample = Readonly<Record<string, number>>;

/** One side of a comparison. */
export interface Side {
  readonly name: string;
  /** One round. */
  readonly run: () => Promise<Sample>;
}

/** Rounds of all sides in turn, after one of each that does not count; a row a side. */
export async function measure(sides: readonly Side[], rounds: number, warmUp = true): Promise<Row[]> {
  if (warmUp) for (const side of sides) await side.run();
  const samples = sides.map((): Sample[] => []);
  for (let at = 0; at < rounds; at++) {
    for (const [index, side] of sides.entries()) {
      const sample = await side.run();
      samples[index]!.push(sample);
      if (process.env["BENCH_VERBOSE"] !== undefined) console.error(side.name, sample);
    }
  }
  return sides.map(({ name }, index) => {
    const list = samples[index]!;
    const columns = Object.keys(list[0] ?? {});
    return {
      name,
      columns: Object.fromEntries(columns.map((column) => [column, list.map((sample) => sample[column]!)])),
    };
  });
}

/**
 * Runs a file of `load/` in a process of its own, so that its work is not counted as the server's; its result.
 * `onStage` is called at the stages that the load names, while it waits, and once at "start".
 */
export async function runLoad<Result>(
  file: string,
  plan: object,
  onStage: (stage: string) => void = () => {},
): Promise<Result> {
  onStage("start");
  const path = fileURLToPath(new URL(`load/${file}`, import.meta.url));
  const child = fork(path, [JSON.stringify(plan)], {
    execArgv: ["--import", "tsx"],
    serialization: "advanced",
  });
  return new Promise((resolve, reject) => {
    child.on("exit", (code) => reject(new Error(`The load ended with code ${String(code)}`)));
    child.on("message", (message) => {
      if (typeof message !== "string") return resolve(message as Result);
      onStage(message);
      child.send("go on");
    });
  });
}

/** Seconds a round and rounds a side from the command line. */
export function readLength(seconds: number, rounds: number): { seconds: number; rounds: number } {
  return { seconds: Number(process.argv[2] ?? seconds), rounds: Number(process.argv[3] ?? rounds) };
}
