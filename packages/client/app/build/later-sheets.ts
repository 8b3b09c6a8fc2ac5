import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { preprocessCSS, type Plugin, type ResolvedConfig } from "vite";

const mark = "\0later-sheet:";

/**
 * Gives the styles of the components named here sheets of their own, which come with their views. All others share the
 * page's one sheet, whose size every first visit pays for. `folders` are names of folders that hold CSS modules, or of
 * the modules themselves.
 */
export function laterSheets(folders: readonly string[]): Plugin {
  let config: ResolvedConfig;
  const isLater = (path: string): boolean =>
    folders.some((name) => path.endsWith(`/${name}.module.css`) || path.includes(`/components/src/${name}/`));
  return {
    name: "later-sheets",
    apply: "build",
    enforce: "pre",
    configResolved: (resolved) => {
      config = resolved;
    },
    async resolveId(source, importer) {
      if (!source.endsWith(".module.css")) return null;
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      return resolved !== null && isLater(resolved.id) ? `${mark}${resolved.id}.js` : null;
    },
    async load(id) {
      if (!id.startsWith(mark)) return null;
      const path = id.slice(mark.length, -".js".length);
      const { code, modules } = await preprocessCSS(await readFile(path, "utf8"), path, config);
      const name = basename(path).replace(".module", "");
      const reference = this.emitFile({ type: "asset", name, source: code.replaceAll(/\/\*[^]*?\*\//g, "").trim() });
      // Not awaited: modules that wait at their top level would split the page's first script into many.
      return `const link = document.createElement("link");
link.rel = "stylesheet";
link.href = import.meta.ROLLUP_FILE_URL_${reference};
document.head.append(link);
export default ${JSON.stringify(modules ?? {})};`;
    },
  };
}
