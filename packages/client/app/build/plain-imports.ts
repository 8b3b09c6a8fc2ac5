import type { Plugin } from "vite";

/**
 * Imports later chunks without Vite's helper, which fetches a chunk's style sheets and modules ahead: this page has one
 * sheet, its later sheets come by `laterSheets`, and nothing is fetched ahead.
 */
export function plainImports(): Plugin {
  return {
    name: "plain-imports",
    apply: "build",
    enforce: "pre",
    load: (id) => (id.includes("vite/preload-helper") ? "export const __vitePreload = (load) => load();" : null),
  };
}
