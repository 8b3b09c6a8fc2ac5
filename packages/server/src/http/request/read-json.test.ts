import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { ByteBudget } from "../../budgets/byte-budget.ts";
import { ManualClock } from "../../clock/manual-clock.ts";
import { readText } from "./read-json.ts";

test("a body that goes away before its end is told to be broken, and takes no room any more", async () => {
  const arriving = new ByteBudget(100);
  const body = new PassThrough();
  const text = readText(body, 0, { bytes: 100, ms: 1000, clock: new ManualClock(), arriving });
  body.write('{"data":');
  await expect.poll(() => arriving.taken).toBe(8);
  body.destroy();
  await expect(text).rejects.toMatchObject({ status: 400 });
  expect(arriving.taken).toBe(0);
});
