import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { defaultLimits, fittingHeap } from "./limits.ts";

const megabyte = 2 ** 20;

test("where Node's heap is small, what is kept for visitors has less room", async () => {
  const code = `import(${JSON.stringify(new URL("limits.ts", import.meta.url).href)}).then(({ defaultLimits, fittingHeap }) =>
    console.log(JSON.stringify([defaultLimits, fittingHeap(1000, 1e6), fittingHeap(7, 1)])))`;
  const flags = ["--max-old-space-size=64", "--import", "tsx", "-e", code];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: import.meta.dirname });
  const [small, count, few] = JSON.parse(stdout) as [typeof defaultLimits, number, number];
  for (const name of ["arriving", "waitingInputs", "allLogs"] as const) {
    expect(small[name], name).toBeLessThan(40 * megabyte);
    expect(defaultLimits[name], name).toBeGreaterThan(small[name]);
  }
  expect(small.pageSessions).toBeLessThan(defaultLimits.pageSessions);
  expect(count).toBeLessThan(40);
  expect(few).toBe(7);
  expect(fittingHeap(1000, 1)).toBe(1000);
});
