import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The file of a process whose entry, named without extension, lies beside this file, and the flags that it needs. */
export function childFile(name: string): { readonly filename: string; readonly execArgv: string[] } {
  // A child inherits the script's own loaders and flags unless told otherwise; compiled code needs none of them.
  const fromSource = import.meta.url.endsWith(".ts");
  const filename = fileURLToPath(new URL(`./${name}.${fromSource ? "ts" : "js"}`, import.meta.url));
  return { filename, execArgv: fromSource ? ["--import", typescriptLoader()] : [] };
}

function typescriptLoader(): string {
  // `import.meta.resolve` is not there where a loader turns these sources into CommonJS; the module lies beside the other.
  return pathToFileURL(
    createRequire(import.meta.url)
      .resolve("tsx/esm/api")
      .replace(/api\/index\.cjs$/, "index.mjs"),
  ).href;
}
