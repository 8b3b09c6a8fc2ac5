import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { defaultLimits, fittingHeap } from "./limits.ts";

const megabyte = 2 ** 20;

const own = (file: string): string => JSON.stringify(new URL(file, import.meta.url).href);

test("where Node's heap is small, what is kept for visitors has less room", async () => {
  const code = `
    import { defaultLimits, fittingHeap } from ${own("limits.ts")};
    import { CountedCallers } from ${own("../admission/counted-callers.ts")};
    const callers = new CountedCallers();
    for (let one = 0; one < 100_000; one++) callers.of({ share: "cookie " + one, counted: "::" + (one >> 6) }, 0);
    console.log(JSON.stringify([defaultLimits, fittingHeap(1000, 1e6), fittingHeap(7, 1), callers.size]));`;
  const flags = ["--max-old-space-size=64", "--import", "tsx", "--input-type=module", "-e", code];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: import.meta.dirname });
  const [small, count, few, callers] = JSON.parse(stdout) as [typeof defaultLimits, number, number, number];
  for (const name of ["arriving", "waitingInputs", "allLogs"] as const) {
    expect(small[name], name).toBeLessThan(40 * megabyte);
    expect(defaultLimits[name], name).toBeGreaterThan(small[name]);
  }
  for (const name of ["pageSessions", "sessions", "jsonValues"] as const)
    expect(small[name], name).toBeLessThan(defaultLimits[name]);
  expect(callers).toBeLessThan(80_000);
  expect(count).toBeLessThan(40);
  expect(few).toBe(7);
  expect(fittingHeap(1000, 1)).toBe(1000);
});
