import { expect, it } from "vitest";
import { checkNode } from "./check-node.ts";

it.each(["18.20.8", "20.0.0", "20.18.3"])("refuses Node %s with the version that is needed", (version) => {
  expect(() => checkNode(version)).toThrow(`needs Node 20.19 or newer, and this is Node ${version}`);
});

it.each(["20.19.0", "22.0.0", "24.1.0-nightly"])("takes Node %s", (version) => {
  expect(() => checkNode(version)).not.toThrow();
});
