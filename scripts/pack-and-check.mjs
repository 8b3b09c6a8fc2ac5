import { join } from "node:path";
import { packPackages, tarballsIn } from "./pack-packages.mjs";
import { root, run } from "./run.mjs";

/** Packs the four packages; publint and attw then look at what a user would get. */
export async function packAndCheck() {
  const folder = join(root, ".cache", "tarballs");
  let ok = await packPackages(folder);
  for (const tarball of ok ? tarballsIn(folder) : []) {
    ok = (await run("publint", ["run", "--strict", tarball])) && ok;
    // What `require` finds where Node is too old for modules says that, and has no types of its own.
    const rules = ["--profile", "esm-only", "--ignore-rules", "false-esm"];
    ok = (await run("attw", [...rules, "--format", "ascii", tarball])) && ok;
  }
  return ok;
}
