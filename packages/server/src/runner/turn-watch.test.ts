import { expect, it } from "vitest";
import type { FunctionDeclaration } from "../app-model/declaration.ts";
import { declare } from "./test-harness.ts";
import { TurnWatch } from "./turn-watch.ts";

const [a, b] = ["/a", "/b"].map((label, id) => declare(() => null, { id, label }));

/** A thread whose time and functions are moved by hand. */
function thread() {
  const world = { now: 0, running: new Set<FunctionDeclaration>(), held: [] as [string[], number][] };
  const timers: { at: number; task: () => void }[] = [];
  const watch = new TurnWatch({
    now: () => world.now,
    after: (ms, task) => timers.push({ at: world.now + ms, task }),
    running: () => world.running,
    onHeld: (suspects, ms) => world.held.push([suspects.map(({ label }) => label), ms]),
  });
  /** Time passes, with the thread free or held for all of it. */
  const pass = (ms: number, held = false): void => {
    const end = world.now + ms;
    const free = held ? world.now - 1 : end;
    while (timers[0] !== undefined && timers[0].at <= free) {
      const { at, task } = timers.shift()!;
      world.now = Math.max(world.now, at);
      task();
    }
    world.now = end;
  };
  const begin = (fn: FunctionDeclaration): void => {
    world.running.add(fn);
    watch.begin(fn);
  };
  return { world, watch, pass, begin, idle: () => timers.length === 0 };
}

it("names the function that ran while the thread was held, also one that ended in the same turn", () => {
  const { world, begin, pass } = thread();
  begin(a!);
  pass(10_000);
  expect(world.held).toEqual([]);
  pass(2_000, true);
  world.running.delete(a!);
  pass(0);
  expect(world.held).toEqual([[["/a"], 1_750]]);
});

it("names all that it may have been, and leaves out what was measured", () => {
  const { world, watch, begin, pass } = thread();
  begin(a!);
  begin(b!);
  pass(3_000, true);
  watch.explain(2_900);
  pass(0);
  expect(world.held).toEqual([]);
  pass(3_000, true);
  pass(0);
  expect(world.held).toEqual([[["/a", "/b"], expect.any(Number)]]);
});

it("looks only while functions run", () => {
  const { world, begin, pass, idle } = thread();
  expect(idle()).toBe(true);
  begin(a!);
  expect(idle()).toBe(false);
  world.running.delete(a!);
  pass(250);
  expect(idle()).toBe(true);
  pass(60_000, true);
  begin(b!);
  pass(250);
  expect(world.held).toEqual([]);
});
