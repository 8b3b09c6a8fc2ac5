import { setImmediate } from "node:timers/promises";
import { expect, it } from "vitest";
import type { Picture } from "../image/picture.ts";
import { flatten } from "./flatten.ts";

const clear = (): Picture => ({ width: 2000, height: 1500, data: new Uint8Array(2000 * 1500 * 4) });

it("stops between pieces once nobody wants the picture any longer", async () => {
  let looks = 0;
  const layer = clear();
  const data = new Proxy(layer.data, {
    get: (target, name) => {
      looks += 1;
      return Reflect.get(target, name) as unknown;
    },
  });
  const controller = new AbortController();
  const laid = flatten([clear(), { ...layer, data }, { ...layer, data }], controller.signal);
  controller.abort(new Error("cancelled"));
  await expect(laid).rejects.toThrow("cancelled");
  // A look a pixel that is clear: no more than the first million of six.
  expect(looks).toBeLessThanOrEqual(1_000_000);
  await setImmediate();
  expect(looks).toBeLessThanOrEqual(1_000_000);
});
