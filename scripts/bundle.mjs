import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";
import { root } from "./run.mjs";

// What others reach: a package's exports, and the files of the threads and processes that are started. The client is left to the
// bundlers of those who use it.
const entries = {
  protocol: ["index"],
  components: ["index", "audio/sound-process", "media/media-format"],
  server: ["index", "batched/batched", "serve/gateway-thread", "models/onnx-thread", "threads/thread-entry"],
};

/**
 * Writes the server's packages into `dist` as a few files each: a start opens every file, and twice where a loader such as
 * tsx looks at each. What other packages bring stays theirs.
 */
export async function bundlePackages() {
  for (const [name, files] of Object.entries(entries)) {
    const folder = join(root, "packages", name);
    const bundle = await rolldown({
      input: Object.fromEntries(files.map((file) => [file, join(folder, "src", `${file}.ts`)])),
      platform: "node",
      external: /^[^./]/,
      tsconfig: join(folder, "tsconfig.json"),
    });
    // Shared chunks lie beside `index`, since `source.ts` looks for the page and the threads from where it lies.
    await bundle.write({ dir: join(folder, "dist"), entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js" });
    await bundle.close();
  }
  const old = "old-node.cjs";
  copyFileSync(join(root, "packages", "server", "src", old), join(root, "packages", "server", "dist", old));
}
