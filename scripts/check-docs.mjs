import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

/** Compiles every TypeScript block of the documentation, so that what it shows works. */
export async function checkDocs() {
  // Inside the examples, from where the packages resolve as they do for users.
  const folder = join(root, "examples", ".docs");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => join("docs", name))];
  for (const page of pages.filter((name) => name.endsWith(".md"))) {
    const blocks = readFileSync(join(root, page), "utf8").matchAll(/^```ts\n([^]*?)^```$/gm);
    let number = 0;
    for (const [, code] of blocks) writeFileSync(join(folder, `${page.replace(/\W+/g, "-")}-${++number}.ts`), code);
  }
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({
      extends: "../../tsconfig.base.json",
      compilerOptions: {
        composite: false,
        isolatedDeclarations: false,
        noEmit: true,
        allowImportingTsExtensions: true,
        rewriteRelativeImportExtensions: false,
        lib: ["es2023"],
        customConditions: ["built"],
        types: ["node"],
        typeRoots: ["../../node_modules/@types"],
      },
      include: ["*.ts"],
    }),
  );
  const ok = await run("tsc", ["-p", folder]);
  rmSync(folder, { recursive: true, force: true });
  return ok;
}
