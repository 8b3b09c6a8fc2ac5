import { join } from "node:path";
import { packPackages, tarballsIn } from "./pack-packages.mjs";
import { root, run } from "./run.mjs";

/** Packs the four packages; publint and attw then look at what a user would get. */
export async function packAndCheck() {
  const folder = join(root, ".cache", "tarballs");
  let ok = await packPackages(folder);
  for (const tarball of ok ? tarballsIn(folder) : []) {
    ok = (await run("publint", ["run", "--strict", tarball])) && ok;
    ok = (await run("attw", ["--profile", "esm-only", "--format", "ascii", tarball])) && ok;
  }
  return ok;
}
