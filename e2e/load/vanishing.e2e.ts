import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { openVisitor } from "../socket-visitor.ts";
import { startCrowdApp } from "./app.ts";
import { type Census, descriptorsOf, inspectFlags, inspectThreads } from "./inspect.ts";
import { vanish } from "./vanish-process.ts";

const all = process.env["VITRINE_TEST_ALL"] === "1";
const count = all ? 10_000 : 1_000;
const warmUp = all ? 3_000 : 1_000;
const ways = 15;
// What comes and goes by itself. Each way of visiting leaves more than that behind when it leaves anything.
const slack = Math.max(50, count / 50);

/** The classes of which there are more than before, beyond what comes and goes by itself. */
function grown(before: Census, after: Census): string[] {
  return [...after.objects].flatMap(([name, now]) => {
    const more = now - (before.objects.get(name) ?? 0);
    return more > slack ? `${more} more of ${name}` : [];
  });
}

test(
  `after ${count} visitors who connect, call and vanish everything is as before`,
  { timeout: 600_000 },
  async ({ annotate }) => {
    const app = await startCrowdApp(inspectFlags, { IDLE_MS: "8000" });
    const { main, gateway } = await inspectThreads(app);
    const holder = await openVisitor(app.url);
    await holder.heard(holder.begin(["first"], app.fn("brief")), "started");
    const fns = { brief: app.fn("brief"), run: app.fn("run"), remember: app.fn("remember") };

    /** Waits until the gateway knows nobody but the holder, and counts what is there. */
    const settle = async () => {
      let census = await gateway.census();
      await expect
        .poll(
          async () => {
            census = await gateway.census();
            return ["Session", "Call", "Peer", "CallReader"].map((name) => census.objects.get(name) ?? 0);
          },
          { timeout: 60_000, interval: 500 },
        )
        .toEqual([1, 1, 1, 0]);
      const resident = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${app.child.pid}/status`, "utf8"))?.[1]);
      return { gateway: census, main: await main.census(), descriptors: descriptorsOf(app), resident };
    };

    expect((await vanish({ url: app.url, count: warmUp, fns })).problems).toEqual([]);
    const before = await settle();
    const { came, problems } = await vanish({ url: app.url, count, fns });
    expect(problems).toEqual([]);
    expect(Object.keys(came)).toHaveLength(ways);
    const after = await settle();

    for (const thread of ["gateway", "main"] as const) {
      const [then, now] = [before[thread], after[thread]];
      await annotate(`${thread}: ${then.bytes} bytes before, ${now.bytes} after`);
      expect(grown(then, now)).toEqual([]);
      expect(now.bytes).toBeLessThan(then.bytes * 1.05);
      expect(now.resources.length).toBeLessThan(then.resources.length + slack);
    }
    await annotate(`${before.resident} kB resident before, ${after.resident} after`);
    expect(after.descriptors).toBeLessThan(before.descriptors + slack);
  },
);
