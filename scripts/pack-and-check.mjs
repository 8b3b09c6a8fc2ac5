import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { packPackages, tarballsIn } from "./pack-packages.mjs";
import { root, run } from "./run.mjs";

/** Packs the four packages; publint and attw then look at what a user would get. */
export async function packAndCheck() {
  const folder = join(root, ".cache", "tarballs");
  let ok = await packPackages(folder);
  for (const tarball of ok ? tarballsIn(folder) : []) {
    ok = hasFace(tarball) && ok;
    ok = (await run("publint", ["run", "--strict", tarball])) && ok;
    // What `require` finds where Node is too old for modules says that, and has no types of its own.
    const rules = ["--profile", "esm-only", "--ignore-rules", "false-esm"];
    ok = (await run("attw", [...rules, "--format", "ascii", tarball])) && ok;
  }
  return ok;
}

/** Whether a package says what it is and how it is used to whoever finds it. */
function hasFace(tarball) {
  const read = (file) => execFileSync("tar", ["-xzOf", tarball, `package/${file}`], { encoding: "utf8" });
  const files = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" });
  const { description = "", keywords = [] } = JSON.parse(read("package.json"));
  const isWhole = ["README.md", "LICENSE"].every((file) => files.includes(`package/${file}\n`));
  if (isWhole && description !== "" && keywords.length > 2) return true;
  console.error(`${tarball} needs README.md, LICENSE, a description and keywords.`);
  return false;
}
