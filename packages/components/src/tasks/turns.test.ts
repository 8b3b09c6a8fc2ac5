import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import { Turns } from "./turns.ts";

/** Works that are begun in turn, and are ended by hand. */
function open(most: number) {
  const turns = new Turns(most);
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  return {
    begun,
    run: (name: string, signal?: AbortSignal) =>
      turns.run(
        async () => {
          begun.push(name);
          await new Promise<void>((resolve) => ends.set(name, resolve));
        },
        { owner: name[0], signal },
      ),
    end: async (name: string) => {
      ends.get(name)!();
      await setImmediate();
    },
  };
}

it("owners take turns, whatever one of them has waiting", async () => {
  const { begun, run, end } = open(1);
  const all = ["a1", "a2", "a3", "a4", "b1", "c1", "b2"].map((name) => run(name));
  for (let n = 0; n < all.length; n += 1) await end(begun.at(-1)!);
  expect(begun).toEqual(["a1", "a2", "b1", "c1", "a3", "b2", "a4"]);
  await Promise.all(all);
});

it("as many go on as may, and one that fails gives its turn on", async () => {
  const { begun, run, end } = open(2);
  const turns = new Turns(1);
  await expect(turns.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  expect(await turns.run(async () => "next")).toBe("next");
  const all = ["a1", "b1", "c1"].map((name) => run(name));
  expect(begun).toEqual(["a1", "b1"]);
  await end("b1");
  expect(begun).toEqual(["a1", "b1", "c1"]);
  await end("a1");
  await end("c1");
  await Promise.all(all);
});

it("what is given up waits no longer, and nothing of it is begun", async () => {
  const { begun, run, end } = open(1);
  const controller = new AbortController();
  const first = run("a1");
  const waiting = run("b1", controller.signal);
  const last = run("c1");
  controller.abort(new Error("cancelled"));
  await expect(waiting).rejects.toThrow("cancelled");
  await expect(run("d1", controller.signal)).rejects.toThrow("cancelled");
  await end("a1");
  await end("c1");
  expect(begun).toEqual(["a1", "c1"]);
  await Promise.all([first, last]);
});
