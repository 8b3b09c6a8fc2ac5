import { type ComponentType, lazy } from "react";
import type * as RenderMarkdown from "./view-parts/text/render-markdown.ts";
import type { ViewProps } from "./view.ts";

export type { ViewFiles, ViewProps } from "./view.ts";
// What the page uses of it, too, keeps the bundler's runtime in the page's first script.
export { escapeHtml } from "./view-parts/text/escape-html.ts";
export { isEnter } from "./view-parts/is-enter.ts";
export { ownLabel } from "./view-parts/own-label.ts";

/** Loads what makes Markdown safe HTML; rejects when the code does not arrive. */
export function loadMarkdown(): Promise<typeof RenderMarkdown> {
  return import("./view-parts/text/render-markdown.ts");
}

/** A component's renderer. */
export type View = ComponentType<ViewProps>;

interface ViewModule {
  readonly default: View;
}

const loaders = new Map(
  Object.entries(import.meta.glob<ViewModule>("./*/*.view.tsx")).map(([path, loader]) => [kindOf(path), loader]),
);

const loaded = new Map<string, ViewModule>();

/** The view of each kind, by its name on the wire; loaded when it is first drawn. */
export const views: Readonly<Record<string, View>> = Object.fromEntries(
  [...loaders.keys()].map((kind) => [kind, lazy(() => draw(kind))]),
);

/**
 * Loads a kind's view before it is drawn. A view that was loaded so is drawn at once, without the fallback of a
 * `Suspense`. Does nothing for a kind without a view; rejects when the code does not arrive.
 */
export async function preloadView(kind: string): Promise<void> {
  await load(kind);
}

async function load(kind: string): Promise<ViewModule | undefined> {
  const found = await loaders.get(kind)?.();
  if (found) loaded.set(kind, found);
  return found;
}

function draw(kind: string): Promise<ViewModule> {
  const ready = loaded.get(kind);
  // A promise always makes React show the fallback first, and then hold the view back for up to 300 ms.
  // oxlint-disable-next-line unicorn/no-thenable
  if (ready) return { then: (resolve: (module: ViewModule) => void) => resolve(ready) } as Promise<ViewModule>;
  return load(kind) as Promise<ViewModule>;
}

function kindOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1, -".view.tsx".length);
}
