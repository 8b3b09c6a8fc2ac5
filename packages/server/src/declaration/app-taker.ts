import type { AppDeclaration } from "../app-model/declaration.ts";

/** Takes an app in the place of a server that would serve it. */
export type AppTaker = (declaration: AppDeclaration) => void;

// On the global object: the script may load another copy of this package than the thread that imports it.
const key = Symbol.for("vitrine.app-taker");
type Holder = typeof globalThis & { [key]?: AppTaker };

/** From now on every `launch()` on this thread gives its app to `take` and never resolves. */
export function takeApps(take: AppTaker): void {
  (globalThis as Holder)[key] = take;
}

/** Who takes the apps of this thread; undefined where they are served. */
export function appTaker(): AppTaker | undefined {
  return (globalThis as Holder)[key];
}
