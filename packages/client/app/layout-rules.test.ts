import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse, type Rule } from "postcss";
import { expect, test } from "vitest";

const packages = fileURLToPath(new URL("../..", import.meta.url));
const sheets = ["client/app", "components/src"].flatMap((folder) =>
  readdirSync(`${packages}/${folder}`, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".css"))
    .map((name) => `${folder}/${name}`),
);

/** Columns whose least width is given: lengths, or `minmax()` from a length or 0. All else is as wide as the words in it, so as their font. */
function hasGivenWidth(columns: string): boolean {
  return !/\b(auto|min-content|max-content|fit-content|[\d.]+fr)\b/.test(
    columns
      .replaceAll(/\b(auto-fit|auto-fill)\b/g, "")
      .replaceAll(/(minmax\((?:0|[\d.]+(?:%|rem)|min\(.*?\))), [^()]+\)/g, "$1)"),
  );
}

/** What a rule says that lets a font decide how wide things are; none is fine. */
function faultsOf(rule: Rule): string[] {
  const own = new Map<string, string>();
  for (const node of rule.nodes) if (node.type === "decl") own.set(node.prop, node.value);
  const faults: string[] = [];
  const columns = own.get("grid-template-columns");
  if (own.get("display")?.endsWith("grid") && !columns) faults.push("a grid without columns");
  for (const given of [columns, own.get("grid-auto-columns")])
    if (given && given !== "subgrid" && !hasGivenWidth(given)) faults.push(`columns ${given}`);
  const scrolls = [...own].some(([prop, value]) => prop.startsWith("overflow") && /auto|scroll/.test(value));
  if (scrolls && !/^(relative|absolute|fixed|sticky)$/.test(own.get("position") ?? ""))
    faults.push("a scroller without a position, which what is placed in it escapes");
  return faults;
}

function faultsIn(css: string): string[] {
  const faults: string[] = [];
  const root = parse(css);
  root.walkRules((rule) => {
    for (const fault of faultsOf(rule)) faults.push(`line ${rule.source!.start!.line}, ${rule.selector}: ${fault}`);
  });
  root.walkAtRules(/^(media|container)$/, ({ name, params, source }) => {
    if (/\d+px/.test(params))
      faults.push(`line ${source!.start!.line}, @${name} ${params}: a width in px, where text may grow`);
  });
  return faults;
}

test("each sheet says how wide its columns are, holds what it scrolls, and asks for room in the size of text", () => {
  expect(sheets.length).toBeGreaterThan(20);
  const faults = sheets.flatMap((sheet) =>
    faultsIn(readFileSync(`${packages}/${sheet}`, "utf8")).map((fault) => `${sheet}, ${fault}`),
  );
  expect(faults).toEqual([]);
});

test.each([
  "display: grid",
  "display: inline-grid; gap: 4px",
  "display: grid; grid-template-columns: minmax(0, 1fr) auto",
  "display: grid; grid-template-columns: 20px 1fr",
  "display: grid; grid-template-columns: repeat(auto-fit, minmax(auto, 1fr))",
  "display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr)",
  "display: grid; grid-template-columns: minmax(0, 1fr); grid-auto-columns: max-content",
  "overflow: auto",
  "overflow-x: scroll; position: static",
])("%s is found", (text) => expect(faultsIn(`.a { ${text} }`)).toHaveLength(1));

test("a condition in px is found", () =>
  expect(faultsIn("@container (min-width: 680px) { .a { color: red } }")).toHaveLength(1));
