const key = Symbol.for("vitrine.loading-models");
type Loading = Set<Promise<unknown>>;

// A function reaches its model by a variable of the script, so nothing but the process can tell launch() what to wait for.
function list(): Loading {
  const holder = globalThis as unknown as Record<symbol, Loading | undefined>;
  return (holder[key] ??= new Set());
}

/** Notes a model that loads, so that `launch()` can wait for it. */
export function noteLoading(loading: Promise<unknown>): void {
  list().add(loading);
}

/** Waits until every model of the process has loaded; rejects with the error of the first that could not. */
export async function modelsLoaded(): Promise<void> {
  await Promise.all(list());
}
