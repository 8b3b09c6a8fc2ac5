import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pnpm } from "./install.mjs";
import { root } from "./run.mjs";

/** The folder of `npm run pack`. */
export const packed = join(root, "packed");

/** Packs the four built packages into a folder that holds nothing else; resolves to whether that worked. */
export function packPackages(folder, options) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return pnpm(["--recursive", "--filter", "./packages/*", "pack", "--pack-destination", folder], options);
}

/** The tarballs of a folder. */
export function tarballsIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".tgz"))
    .map((name) => join(folder, name));
}

/** The line that installs a folder's tarballs. All of them, as each asks for the others, which no registry has. */
export function installLine(folder) {
  return ["npm install", ...tarballsIn(folder).map((path) => (/[^\w./\\:-]/.test(path) ? `"${path}"` : path))].join(
    " ",
  );
}
