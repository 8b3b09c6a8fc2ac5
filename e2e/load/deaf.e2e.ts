import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openVisitor } from "../socket-visitor.ts";
import { startCrowdApp } from "./app.ts";
import { deafListeners } from "./deaf.ts";
import { descriptorsOf } from "./inspect.ts";

const all = process.env["VITRINE_TEST_ALL"] === "1";
const times = all ? 10_000 : 500;
const mega = 1024 ** 2;

/** Resident memory of a process in bytes. */
function memoryOf(pid: number): number {
  return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4_096;
}

for (const [words, listen] of Object.entries(deafListeners)) {
  test(
    `${times} MB for who never reads ${words}: bounded memory, others are answered, the last value arrives`,
    { timeout: 600_000 },
    async ({ annotate }) => {
      const app = await startCrowdApp();
      const other = await openVisitor(app.url);
      const before = memoryOf(app.child.pid!);
      const deaf = await listen(app, times, 1_000_000);
      let most = 0;
      let answers = 0;
      for (let over = false; !over;) {
        expect(await other.call([`${answers}`], app.fn("echo"))).toMatchObject({ values: [`${answers}!`] });
        answers += 1;
        most = Math.max(most, memoryOf(app.child.pid!) - before);
        over = JSON.stringify(await app.call("started")).includes("flooded");
      }
      await annotate(`${words}: ${Math.round(most / mega)} MB more at most, ${answers} answers to others meanwhile`);
      expect(most / mega).toBeLessThan(300);
      const last = await deaf.read();
      expect(last).toHaveLength(`${times} `.length + 1_000_000);
      expect(last.slice(0, 10)).toBe(`${times} `.padEnd(10, String.fromCodePoint(97 + (times % 26))));
    },
  );
}

test.runIf(all)(
  "who took nothing for 30 s is closed, and gets the last value when it listens again",
  { timeout: 600_000 },
  async () => {
    const app = await startCrowdApp();
    const before = descriptorsOf(app);
    const listeners = await Promise.all(Object.values(deafListeners).map((listen) => listen(app, 3, 20_000_000)));
    expect(descriptorsOf(app)).toBeGreaterThanOrEqual(before + listeners.length);
    await expect.poll(() => descriptorsOf(app), { timeout: 120_000, interval: 500 }).toBeLessThanOrEqual(before);
    for (const listener of listeners) expect((await listener.again()).slice(0, 2)).toBe("3 ");
  },
);
