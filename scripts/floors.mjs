import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, posix, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { parseSync } from "oxc-parser";
import { circlesOf, groupBy } from "./circles.mjs";
import { root } from "./run.mjs";

const page = "docs/architecture.md";
const mostFiles = 18;
const isSource = (name) => /\.tsx?$/.test(name) && !/\.test(-d)?\.|^test-/.test(name);

/**
 * Checks that the table of `docs/architecture.md` and the folders of the sources are the same, that every folder imports, by
 * values or types, from those above it in the table alone, that neither folders nor files form a circle, and that no folder
 * holds more than 18 sources. Prints what is wrong and says whether all is right.
 */
export function checkFloors() {
  const problems = readTables(readFileSync(join(root, page), "utf8")).flatMap(checkPackage);
  for (const problem of problems) console.error(problem);
  if (problems.length === 0) console.log("The folders stand as the table says, without a circle.");
  return problems.length === 0;
}

/** The tables: the source folder in the heading, its rows from the ground up. `*` stands for every other folder. */
export function readTables(text) {
  const tables = [];
  for (const line of text.split("\n")) {
    const heading = /^### `([^`]+)`/.exec(line);
    if (heading !== null) tables.push({ folder: heading[1], rows: [] });
    const row = /^\| `([^`]+)`\s*\|/.exec(line);
    if (row !== null) tables.at(-1)?.rows.push(row[1]);
  }
  return tables;
}

function checkPackage({ folder, rows }) {
  const files = sourcesOf(join(root, folder)).map((file) => relative(join(root, folder), file).replaceAll("\\", "/"));
  const arrows = files.flatMap((file) => importsOf(join(root, folder), file));
  return [...checkRows(folder, rows, files), ...checkArrows(folder, rows, arrows)];
}

function checkRows(folder, rows, files) {
  const counts = groupBy(files, roomOf);
  const problems = [];
  for (const [room, list] of counts) {
    if (!rows.includes(room) && !rows.includes("*")) problems.push(`${folder}/${room} has no row in ${page}.`);
    if (list.length > mostFiles)
      problems.push(`${folder}/${room} holds ${list.length} sources; ${mostFiles} are the most.`);
  }
  for (const row of rows) {
    if (row !== "*" && !counts.has(row)) problems.push(`${page} has a row for ${folder}/${row}, which is not there.`);
  }
  return problems;
}

function checkArrows(folder, rows, arrows) {
  const floorOf = (room) => (rows.includes(room) ? rows.indexOf(room) : rows.indexOf("*"));
  const between = arrows.map(({ from, to }) => ({ from: roomOf(from), to: roomOf(to), files: `${from} → ${to}` }));
  const up = between.filter(({ from, to }) => floorOf(to) > floorOf(from));
  return [
    ...up.map(({ files }) => `${folder}: ${files} goes up: see the table in ${page}.`),
    ...circlesOf(between.filter(({ from, to }) => from !== to)).map(
      (rooms) => `${folder}: a circle of folders: ${rooms}`,
    ),
    ...circlesOf(arrows).map((list) => `${folder}: a circle of files: ${list}`),
  ];
}

/** A folder; a file that lies in none stands for itself. */
function roomOf(file) {
  const folder = dirname(file);
  return folder === "." ? basename(file) : folder;
}

function sourcesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourcesOf(path);
    return isSource(entry.name) ? [path] : [];
  });
}

function importsOf(folder, file) {
  const text = readFileSync(join(folder, file), "utf8");
  const { module } = parseSync(file, text);
  const literal = ({ start, end }) => /^["'](.*)["']$/.exec(text.slice(start, end))?.[1];
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) => entries.map(({ moduleRequest }) => moduleRequest?.value)),
    ...module.dynamicImports.map(({ moduleRequest }) => literal(moduleRequest)),
  ];
  const own = named.filter((name) => name?.startsWith(".") && /\.tsx?$/.test(name));
  return [...new Set(own)].map((name) => ({ from: file, to: posix.normalize(posix.join(dirname(file), name)) }));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = checkFloors() ? 0 : 1;
