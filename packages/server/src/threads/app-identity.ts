import { createHash } from "node:crypto";
import type { AppDeclaration, PortDeclaration } from "../app-model/declaration.ts";
import type { AppIdentity } from "../settings/thread-settings.ts";
import { codeWords } from "./code-words.ts";

const key = Symbol.for("vitrine.launched-apps");

interface Launched {
  readonly places: WeakMap<object, number>;
  readonly counts: Map<string, number>;
}

/** The identity of an app that is launched now; the same for an app that is launched again. */
export function identify(declaration: AppDeclaration): AppIdentity {
  // Several copies of this package may be in one process, and the order of launches is the process's.
  const holder = globalThis as unknown as Record<symbol, Launched | undefined>;
  const { places, counts } = (holder[key] ??= { places: new WeakMap(), counts: new Map() });
  const fingerprint = fingerprintOf(declaration);
  // An app keeps its list of functions for life, while each launch gives a new declaration.
  const place = places.get(declaration.functions) ?? counts.get(fingerprint) ?? 0;
  if (!places.has(declaration.functions)) counts.set(fingerprint, place + 1);
  places.set(declaration.functions, place);
  return { fingerprint, place };
}

/** The same for the same app in every thread; another for one whose functions or components differ. */
export function fingerprintOf({ mode, functions, components }: AppDeclaration): string {
  const looks = {
    mode,
    components: components.map(({ id, component }) => [id, component.kind]),
    functions: functions.map((fn) => [
      fn.id,
      fn.label,
      fn.batch,
      fn.thread,
      fn.inputs.map(looksOf),
      fn.outputs.map(looksOf),
      fn.fn.length,
      codeWords(Function.prototype.toString.call(fn.fn)),
    ]),
  };
  return createHash("sha256").update(JSON.stringify(looks)).digest("hex");
}

function looksOf({ componentId, name, isState, component }: PortDeclaration): unknown {
  return [componentId, name, isState, component.kind];
}
