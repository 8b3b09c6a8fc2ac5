import { join } from "node:path";
import { callingSide } from "./calling-side.ts";
import { checkout } from "./checkout.ts";
import { openCaller, type Way } from "./load/open-caller.ts";
import { measure, type Side } from "./measure.ts";
import { type ServerProcess, startServer, stopAll } from "./servers/child.ts";
import { streamingSide } from "./streaming-side.ts";
import type { Row } from "./table.ts";

// This checkout beside another commit, with the load of this one: rounds in turn, one run. For each row the median and the
// best of its rounds, as now through before; above 1 is more. `tsx compare.ts REV [seconds] [rounds] [row …]`
const [revision = "HEAD~1", secondsText = "2", roundsText = "7", ...wanted] = process.argv.slice(2);
const [seconds, rounds] = [Number(secondsText), Number(roundsText)];
const before = join(checkout(revision), "bench", "servers");
const now = import.meta.dirname + "/servers";

/** A side of one checkout. */
type MakeSide = (
  label: string,
  folder: string,
) => Promise<{ readonly side: Side; readonly server: ServerProcess | null }>;

const calls =
  (way: Way, callers: number): MakeSide =>
  async (label, folder) => {
    const server = await startServer("vitrine-echo.ts", folder);
    return { side: callingSide({ label, way, server, name: "predict", callers, seconds }), server };
  };

const streams =
  (way: Way): MakeSide =>
  async (label, folder) => {
    const server = await startServer("vitrine-streams.ts", folder);
    return { side: streamingSide({ label, way, server, name: "text", streams: 32, seconds, yields: 300 }), server };
  };

const start: MakeSide = async (name, folder) => {
  const run = async () => {
    const began = performance.now();
    const server = await startServer("vitrine-start.mjs", folder);
    const caller = await openCaller("call", server.url, "predict");
    await caller.call(["hello"]);
    const answered = performance.now();
    const { cpuMs } = server.usage();
    caller.close();
    await server.stop();
    return { "first answer ms": answered - began, "CPU ms of the start": cpuMs };
  };
  return { side: { name, run }, server: null };
};

const all: Readonly<Record<string, MakeSide>> = {
  "page x1": calls("page", 1),
  "page x16": calls("page", 16),
  "page x128": calls("page", 128),
  "api x16": calls("api", 16),
  "api x128": calls("api", 128),
  "call x16": calls("call", 16),
  "call x128": calls("call", 128),
  "streams page x32": streams("page"),
  "streams Gradio x32": streams("queue"),
  start,
};

console.log(`| against ${revision} | column | before | now | median | best |\n| --- | --- | --- | --- | --- | --- |`);
for (const [name, make] of Object.entries(all)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const sides = [await make("before", before), await make("now", now)];
  const [old, fresh] = await measure(
    sides.map(({ side }) => side),
    rounds,
  );
  await stopAll(sides.map(({ server }) => server));
  for (const line of lines(name, old!, fresh!)) console.log(line);
}

function lines(name: string, old: Row, fresh: Row): string[] {
  return Object.keys(old.columns).map((column) => {
    const [a, b] = [old, fresh].map(({ columns }) => columns[column]!.toSorted((x, y) => x - y));
    const middle = [a!, b!].map((list) => list[list.length >> 1]!);
    // Of a rate the best is the highest, of all else the lowest.
    const best = [a!, b!].map((list) => (column.endsWith("/s") ? list.at(-1)! : list[0]!));
    return `| ${name} | ${column} | ${middle[0]!.toPrecision(3)} | ${middle[1]!.toPrecision(3)} | ${through(middle)} | ${through(best)} |`;
  });
}

function through([from, to]: readonly number[]): string {
  return (to! / from!).toFixed(3);
}
