import { expect, test } from "vitest";
import { createBoundary } from "../faults/boundary.ts";
import { createLifecycle } from "./lifecycle.ts";

test("a listener that throws keeps no other from hearing, and nothing from going on", () => {
  const faults: unknown[] = [];
  const lifecycle = createLifecycle(createBoundary((error) => faults.push(error)));
  const heard: number[] = [];
  lifecycle.on("call-accepted", () => {
    throw new Error("of a listener");
  });
  lifecycle.on("call-accepted", ({ fn }) => heard.push(fn));
  lifecycle.emit("call-accepted", { fn: 7 });
  expect(heard).toEqual([7]);
  expect(faults).toEqual([new Error("of a listener")]);
});
