import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { appOfCallers, docBlocks } from "./doc-scripts.mjs";
import { root, run } from "./run.mjs";

/** Compiles every whole TypeScript block of the documentation, and looks whether each decision has its row. */
export async function checkDocs() {
  const missing = decisionsWithoutRow();
  for (const name of missing) console.error(`docs/decisions.md has no row for ${name}.`);
  return (await compileDocs()) && missing.length === 0;
}

function decisionsWithoutRow() {
  const index = readFileSync(join(root, "docs", "decisions.md"), "utf8");
  return readdirSync(join(root, "docs", "decisions")).filter((name) => !index.includes(`(decisions/${name})`));
}

async function compileDocs() {
  // Inside the tests, from where the packages resolve as they do for users.
  const folder = join(root, "e2e", ".docs");
  rmSync(folder, { recursive: true, force: true });
  const blocks = docBlocks();
  const app = appOfCallers(blocks, "README.md").code.replace(/^const demo/m, "export const demo");
  for (const { language, word, code, file } of blocks) {
    if (language !== "ts" || word === "fragment") continue;
    // Each in a folder of its own, as callers import the app beside them.
    mkdirSync(join(folder, file), { recursive: true });
    writeFileSync(join(folder, file, "script.ts"), code);
    writeFileSync(join(folder, file, "my-demo.ts"), app);
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
      include: ["*/*.ts"],
    }),
  );
  const ok = await run("tsc", ["-p", folder]);
  rmSync(folder, { recursive: true, force: true });
  return ok;
}
