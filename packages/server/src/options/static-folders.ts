import { withoutEndSlashes } from "../base/end-slashes.ts";
import { realpathSync, statSync } from "node:fs";
import { isPath } from "./public-url.ts";
import { showValue } from "../base/show-value.ts";

// Where the app itself answers, now or in a later version.
const taken = new Set(["api", "assets", "config", "gradio_api", "healthz", "login", "logout", "metrics", "readyz"]);

/**
 * The folders of `staticFiles` as real paths. Throws a `TypeError` that names the entry for a path that is none or is the
 * app's own, and for a folder that is not there.
 */
export function resolveStaticFiles(folders: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(folders).map(([given, folder]) => {
      const path = withoutEndSlashes(given);
      if (!isPath(path) || path.includes("/.")) {
        throw new TypeError(`launch(): staticFiles has ${JSON.stringify(given)}; give a path such as "/pub".`);
      }
      const first = path.split("/")[1] ?? "";
      if (taken.has(first) || first.startsWith("_vitrine") || first === "openapi.json") {
        throw new TypeError(
          `launch(): staticFiles has ${JSON.stringify(given)}, where the app itself answers; choose another path such as "/pub".`,
        );
      }
      return [path, realFolder(given, folder)];
    }),
  );
}

function realFolder(path: string, folder: unknown): string {
  const where = `launch(): staticFiles[${JSON.stringify(path)}]`;
  if (typeof folder !== "string" || folder === "") {
    throw new TypeError(`${where} must be the path of a folder, got ${showValue(folder)}.`);
  }
  try {
    const real = realpathSync(folder);
    if (statSync(real).isDirectory()) return real;
  } catch (cause) {
    throw new TypeError(`${where}: there is no folder ${JSON.stringify(folder)} below ${process.cwd()}.`, { cause });
  }
  throw new TypeError(`${where}: ${JSON.stringify(folder)} is a file; name the folder that it is in.`);
}
