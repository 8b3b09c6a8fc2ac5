import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateSync } from "node:zlib";
import { type Browser, chromium } from "playwright-core";
import { chromiumArguments, findChromium } from "../scripts/chromium.mjs";

const require = createRequire(import.meta.url);

/** Faces by the name of their package, and their name in a sheet: a wide, a common and a narrow one. */
export const families = { "dejavu-sans": "DejaVu Sans", inter: "Inter", "archivo-narrow": "Archivo Narrow" } as const;

/** Starts a headless browser that knows these families and no other, whatever the machine has. */
export async function openFontBrowser(...names: readonly (keyof typeof families)[]): Promise<Browser> {
  const folder = await mkdtemp(join(tmpdir(), "vitrine-fonts-"));
  const files = names.flatMap((name) =>
    [400, 700].map((weight) => `${name}/files/${name}-latin-${weight}-normal.woff`),
  );
  await Promise.all(
    files.map(async (file, index) => {
      const woff = await readFile(require.resolve(`@fontsource/${file}`));
      await writeFile(join(folder, `${index}.ttf`), sfntOf(woff));
    }),
  );
  await writeFile(
    join(folder, "fonts.conf"),
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${folder}</dir><cachedir>${folder}/cache</cachedir></fontconfig>`,
  );
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: chromiumArguments,
    env: { ...process.env, FONTCONFIG_FILE: join(folder, "fonts.conf") },
  });
  browser.on("disconnected", () => void rm(folder, { recursive: true, force: true }));
  return browser;
}

/**
 * The font within a WOFF 1.0 file, which Chromium does not take from a folder of fonts. A WOFF is its tables, each
 * deflated where that is shorter (W3C, WOFF File Format 1.0, sections 3 to 5). Its sign for a character that it lacks
 * is made as wide as it is high, as Chinese characters are in each face that has them.
 */
function sfntOf(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const largest = 2 ** Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  woff.copy(head, 0, 4, 8);
  for (const [index, value] of [count, largest * 16, Math.log2(largest), (count - largest) * 16].entries())
    head.writeUInt16BE(value, 4 + 2 * index);
  const parts = [head];
  const tables = new Map<string, Buffer>();
  let end = head.length;
  for (let index = 0; index < count; index++) {
    const entry = 44 + 20 * index;
    const [from, packed, length] = [4, 8, 12].map((at) => woff.readUInt32BE(entry + at)) as [number, number, number];
    const bytes = woff.subarray(from, from + packed);
    const at = 12 + 16 * index;
    woff.copy(head, at, entry, entry + 4);
    woff.copy(head, at + 4, entry + 16, entry + 20);
    head.writeUInt32BE(end, at + 8);
    head.writeUInt32BE(length, at + 12);
    const table = Buffer.alloc(Math.ceil(length / 4) * 4);
    (packed < length ? inflateSync(bytes) : bytes).copy(table);
    parts.push(table);
    tables.set(woff.toString("latin1", entry, entry + 4), table);
    end += table.length;
  }
  const unitsPerEm = tables.get("head")!.readUInt16BE(18);
  tables.get("hmtx")!.writeUInt16BE(unitsPerEm, 0);
  return Buffer.concat(parts);
}
