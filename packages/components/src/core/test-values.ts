import type { JsonValue } from "@vitrine/protocol";
import { type AnyComponent, implementation } from "./component.ts";
import type { ConversionContext } from "./files.ts";

/** A context for components whose values are no files: touching a file fails the test. */
export const noFiles: ConversionContext = {
  files: {
    receive: () => fail(),
    store: () => fail(),
    give: () => fail(),
  },
  limits: { imagePixels: 0, unpacked: 0 },
};

function fail(): never {
  throw new Error("No file was expected here.");
}

/** What the function receives for what a client sent. */
export function received(component: AnyComponent, wire: JsonValue): unknown {
  return component[implementation].preprocess(wire, noFiles);
}

/** What a client reads for what the function gave. */
export function sent(component: AnyComponent, given: unknown): unknown {
  return component[implementation].postprocess(given, noFiles);
}
