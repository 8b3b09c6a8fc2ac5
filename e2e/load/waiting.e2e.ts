import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openVisitor } from "../socket-visitor.ts";
import { startCrowdApp } from "./app.ts";
import { sendCrowd, type CrowdOrder } from "./crowd-process.ts";
import { tooFewDescriptors } from "./descriptors.ts";

const all = process.env["VITRINE_TEST_ALL"] === "1";
const crowds: readonly { kind: CrowdOrder["kind"]; words: string; count: number }[] = [
  { kind: "socket", words: "WebSocket", count: all ? 10_000 : 2_000 },
  { kind: "gradio", words: "Gradio's protocol", count: all ? 3_000 : 2_000 },
];

/** Resident memory of a process in kB. */
function memoryOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

for (const { kind, words, count } of crowds) {
  const missing = tooFewDescriptors(count);
  test.skipIf(missing !== null)(
    `${count} sessions wait over ${words}: none is lost, all learn their place, others are answered${missing === null ? "" : ` (${missing})`}`,
    { timeout: 300_000 },
    async ({ annotate }) => {
      const app = await startCrowdApp();
      const other = await openVisitor(app.url);
      const first = other.begin(["first"], app.fn("wait"));
      await other.heard(first, "started");
      const before = memoryOf(app.child.pid!);
      const crowd = sendCrowd({ kind, url: app.url, fn: app.fn("wait"), count });
      const joined = await crowd.told("joined");
      const settled = await crowd.told("settled");
      const each = (memoryOf(app.child.pid!) - before) / count;
      await annotate(
        `${count} over ${words}: joined in ${Math.round(joined.ms)} ms, settled after ${Math.round(settled.ms)} ms, ${each.toFixed(1)} kB each`,
      );
      expect(await app.call("echo", { text: "by HTTP" })).toEqual({ answer: "by HTTP!" });
      expect(await other.call(["by socket"], app.fn("echo"))).toMatchObject({ status: "done", values: ["by socket!"] });
      await app.call("open");
      expect(await crowd.told("ended")).toEqual({ msg: "ended", answered: count, problems: [] });
      expect(await other.outcome(first)).toMatchObject({ status: "done", values: ["first!"] });
    },
  );
}
