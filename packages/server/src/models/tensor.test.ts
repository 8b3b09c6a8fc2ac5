import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { checkFeeds, type Tensor } from "./tensor.ts";

const input = { name: "x", type: "uint8", shape: [3] };
const check = (data: unknown): void => checkFeeds("m.onnx", [input], { x: { data, dims: [3] } as Tensor });

test("takes an array by what it is, not by what made it", () => {
  for (const data of [Uint8Array.of(1, 2, 3), Buffer.from([1, 2, 3]), runInNewContext("Uint8Array.of(1, 2, 3)")]) {
    expect(() => check(data)).not.toThrow();
  }
  class Own extends Uint8Array {}
  expect(() => check(Own.of(1, 2, 3))).not.toThrow();
});

test.each([
  [[1, 2, 3], "Array"],
  [Uint8ClampedArray.of(1, 2, 3), "Uint8ClampedArray"],
  [new DataView(new ArrayBuffer(3)), "a DataView"],
  [{ length: 3 }, "a Object"],
  [undefined, "undefined"],
])("refuses %j", (data, kind) => {
  expect(() => check(data)).toThrow(`Input "x" of m.onnx is uint8: give its data as Uint8Array, not ${kind}.`);
});
