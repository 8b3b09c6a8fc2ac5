import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";
import { root, run } from "./run.mjs";

const source = join(root, "packages", "components", "src");
const target = join(root, "docs", "components");

/** Writes a page for each component: its options with types and defaults, and its events, read from the code. */
export async function writeComponentPages() {
  const pages = componentPages();
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(target)) if (!pages.has(name)) rmSync(join(target, name));
  for (const [name, text] of pages) writeFileSync(join(target, name), text);
  return run("oxfmt", [target]);
}

/** Whether the pages say what the code says; names those that do not. */
export function checkComponentPages() {
  const stale = [...componentPages()].filter(([name, text]) => {
    const path = join(target, name);
    return !existsSync(path) || squeeze(readFileSync(path, "utf8")) !== squeeze(text);
  });
  for (const [name] of stale) console.error(`docs/components/${name} is not what the code says: run \`npm run docs\`.`);
  return stale.length === 0;
}

/** Types that are a choice of words, by their names. */
const words = new Map(
  readdirSync(source, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .flatMap((name) => [
      ...readFileSync(join(source, name), "utf8").matchAll(/export type (\w+) =((?:\s*\|?\s*"[^"]+")+);/g),
    ])
    .map(([, name, choice]) => [name, choice.replaceAll(/\s+/g, " ").replace(/^ \|? ?/, "")]),
);

/** Without the room that the formatter gives to a table's columns. */
function squeeze(text) {
  return text.replaceAll(/[ -]+/g, " ");
}

function componentPages() {
  const common = optionsOf(readModule("core", "component").interfaces.get("CommonProps"));
  const kinds = readdirSync(source).filter((kind) => existsSync(join(source, kind, `${kind}.ts`)));
  return new Map(kinds.map((kind) => [`${kind}.md`, pageOf(kind, common)]));
}

function pageOf(kind, common) {
  const { interfaces, made, defaults, takesCommon } = readModule(kind, kind);
  const [word, about] = made;
  const own = optionsOf(interfaces.get(`${word}Props`), defaults);
  const shared = takesCommon ? common : [];
  const rest = shared.filter(({ name }) => own.every((option) => option.name !== name));
  const rows = own.map((option) => ({
    ...option,
    about: option.about || (shared.find(({ name }) => name === option.name)?.about ?? ""),
  }));
  const fired = eventsOf(kind, interfaces.get(`${word}Events`));
  return [
    `# ${word}`,
    about,
    ...(rows.length + rest.length === 0
      ? []
      : [`## Options\n\n${table(["option", "type", "default", ""], [...rows, ...rest].map(rowOf))}`]),
    ...(fired.length === 0 ? [] : [`## Events\n\n${table(["event", "`context.event`", ""], fired.map(eventRow))}`]),
    "This page is made from the code. [All components](../components.md).",
  ]
    .join("\n\n")
    .concat("\n");
}

/** The interfaces of a module, its component with what is said of it, and the defaults that its code gives to options. */
function readModule(folder, file) {
  const text = readFileSync(join(source, folder, `${file}.ts`), "utf8");
  const { program, comments } = parseSync(`${file}.ts`, text, { lang: "ts" });
  const said = (node) => saidBefore(text, comments, node.start);
  const exported = program.body.filter(({ type }) => type === "ExportNamedDeclaration");
  const interfaces = new Map();
  let made = ["", ""];
  for (const node of exported) {
    const { declaration } = node;
    if (declaration?.type === "TSInterfaceDeclaration") {
      const members = declaration.body.body.filter(({ type }) => type === "TSPropertySignature");
      interfaces.set(
        declaration.id.name,
        members.map((member) => ({
          name: text.slice(member.key.start, member.key.end),
          type: text.slice(member.typeAnnotation.typeAnnotation.start, member.typeAnnotation.typeAnnotation.end),
          about: said(member),
        })),
      );
    }
    const name = declaration?.id?.name ?? declaration?.declarations?.[0]?.id.name;
    const isMade = ["VariableDeclaration", "FunctionDeclaration", "TSDeclareFunction"].includes(declaration?.type);
    if (isMade && name?.toLowerCase().startsWith(file.slice(0, 4)) && said(node)) made = [name, said(node)];
  }
  const takesCommon = /defineComponent\(|CommonProps/.test(text);
  return { interfaces, made, defaults: defaultsOf(text, program), takesCommon };
}

/** Defaults that are literals where the options are taken apart: `({ min = 0 })`. */
function defaultsOf(text, program) {
  const found = new Map();
  const walk = (node) => {
    if (node === null || typeof node !== "object") return;
    if (Array.isArray(node)) return node.forEach(walk);
    const { value } = node;
    if (node.type === "Property" && value?.type === "AssignmentPattern" && value.right.type === "Literal") {
      found.set(node.key.name, text.slice(value.right.start, value.right.end));
    }
    Object.values(node).forEach(walk);
  };
  walk(program.body);
  return found;
}

function optionsOf(members = [], defaults = new Map()) {
  return members.map(({ name, type, about }) => {
    const [phrase = "", told = null] = /(?:^|; |: )([^;:.]+?),? where left out/.exec(about) ?? [];
    const rest = about.replace(phrase, "").replace(/^\.$/, "");
    return { name, type: plainType(type), about: rest, value: defaults.get(name) ?? told };
  });
}

function plainType(type) {
  return type
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\breadonly /g, "")
    .replace(/^\| /, "")
    .replace(/ \| undefined$/, "")
    .replaceAll(/\b[A-Z]\w+\b/g, (name) => words.get(name) ?? name);
}

/** The events that something fires: the view by name, or the page for every change of a value. */
function eventsOf(kind, members = []) {
  const view = readdirSync(join(source, kind))
    .filter((name) => name.endsWith(".view.tsx"))
    .map((name) => readFileSync(join(source, kind, name), "utf8"))
    .join("");
  const written = /SourceField/.test(view) ? `${view}onEvent("submit"` : view;
  return members.filter(({ name }) => {
    const wire = name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return name === "change" || (name === "input" && view !== "") || written.includes(`onEvent("${wire}"`);
  });
}

function saidBefore(text, comments, start) {
  const comment = comments.findLast(({ end, type, value }) => {
    return (
      type === "Block" && value.startsWith("*") && end <= start && /^(?:\s|\/\/.*\n)*$/.test(text.slice(end, start))
    );
  });
  if (comment === undefined) return "";
  const lines = comment.value.split("\n").map((line) => line.replace(/^\s*\*+ ?/, "").trim());
  return lines.join(" ").trim();
}

function rowOf({ name, type, about, value }) {
  const isCode = value !== null && /^(?:"|'|`|-?\d|true$|false$|null$)/.test(value);
  return [`\`${name}\``, code(type), value === null ? "none" : isCode ? code(value.replaceAll("`", "")) : value, about];
}

function eventRow({ name, type, about }) {
  return [`\`${name}\``, code(plainType(type)), about];
}

function table(head, rows) {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function code(text) {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

if (process.argv[1] === import.meta.filename) process.exitCode = (await writeComponentPages()) ? 0 : 1;
