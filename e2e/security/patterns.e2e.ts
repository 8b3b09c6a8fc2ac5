import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type NewExpression, type Node, parseSync, Visitor } from "oxc-parser";
import { checkSync } from "recheck";
import { expect, test } from "vitest";

const packages = fileURLToPath(new URL("../../packages/", import.meta.url));
/** What runs when the page is built, over our own sources alone. */
const ofBuild = /^client\/app\/(?:vite\.config|build\/.*)\.ts$/;

/** Runs the patterns of schemas, which are judged where they are written. */
const ofSchemas = "client/app/state/still-fits.ts";

interface Pattern {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

const files = readdirSync(packages, { recursive: true, encoding: "utf8" }).filter(
  (file) =>
    /^\w+\/(?:src|app)\/.*\.tsx?$/.test(file) &&
    !/\.(?:view\.)?test(?:-d)?\.tsx?$|\/test-[^/]*$/.test(file) &&
    !ofBuild.test(file),
);

/** The patterns of a file: literals, what `RegExp` is given, and those of JSON Schemas; null where that is no text in the source. */
function patternsOf(file: string): (Pattern | null)[] {
  const found: (Pattern | null)[] = [];
  const texts = new Map<string, string>();
  const addMade = ({ callee, arguments: given }: Pick<NewExpression, "callee" | "arguments">): void => {
    if (callee.type !== "Identifier" || callee.name !== "RegExp") return;
    const [made, flags] = given;
    const source = textOf(made) ?? (made?.type === "Identifier" ? texts.get(made.name) : undefined);
    if (source !== undefined) found.push({ file, source, flags: textOf(flags) ?? "" });
    else if (file !== ofSchemas) found.push(null);
  };
  new Visitor({
    VariableDeclarator({ id, init }) {
      const text = textOf(init);
      if (id.type === "Identifier" && text !== null) texts.set(id.name, text);
    },
    Literal(node) {
      if ("regex" in node) found.push({ file, source: node.regex.pattern, flags: node.regex.flags });
    },
    Property({ key, value }) {
      if (key.type !== "Identifier" || key.name !== "pattern") return;
      const choices = value.type === "ConditionalExpression" ? [value.consequent, value.alternate] : [value];
      for (const source of choices.map(textOf)) if (source !== null) found.push({ file, source, flags: "u" });
    },
    NewExpression: addMade,
    CallExpression: addMade,
  }).visit(parseSync(file, readFileSync(join(packages, file), "utf8")).program);
  return found;
}

/** The text that a part of the source stands for; null where that is known only when it runs. */
function textOf(node: Node | null | undefined): string | null {
  if (node?.type === "Literal") return typeof node.value === "string" ? node.value : null;
  if (node?.type === "TaggedTemplateExpression") return textOf(node.quasi);
  return node?.type === "TemplateLiteral" && node.expressions.length === 0 ? (node.quasis[0]?.value.raw ?? null) : null;
}

test("no pattern takes time that grows with more than the length of a text", { timeout: 120_000 }, () => {
  const patterns = files.flatMap(patternsOf);
  expect(patterns.length).toBeGreaterThan(100);
  expect(patterns, "patterns that are put together while they run").not.toContain(null);
  const slow = patterns.flatMap((pattern) => {
    const { file, source, flags } = pattern!;
    const judged = checkSync(source, flags, { timeout: 20_000 });
    if (judged.status === "safe") return [];
    const why = judged.status === "vulnerable" ? judged.complexity.summary : judged.error.kind;
    return [`${file}: /${source}/${flags} is ${why}`];
  });
  expect(slow).toEqual([]);
});

test("the check finds patterns that are known to be slow", () => {
  for (const source of [String.raw`^[\s.]+|[\s.]+$`, "(a+)+$", String.raw`\s*=`, "<!--.*-->"]) {
    expect.soft(checkSync(source, "g").status, source).toBe("vulnerable");
  }
});
