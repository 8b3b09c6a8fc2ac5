import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** What a thread needs to import the script again. */
export interface ThreadScript {
  readonly path: string;
  /** SHA-256 of the file, hexadecimal: a thread must not run another one than the app that is served. */
  readonly hash: string;
  /** The script's arguments. */
  readonly argv: readonly string[];
  /** Flags of Node that a thread takes over. */
  readonly execArgv: readonly string[];
  /** Modules whose `register()` lets the thread read TypeScript, as the script's own process does. */
  readonly loaders: readonly string[];
}

/** What is asked of the process that the script runs in. */
export interface ScriptProcess {
  readonly argv: readonly string[];
  readonly execArgv: readonly string[];
  readonly nodeOptions: string;
  readonly cwd: string;
}

/** The script of a process; null where there is none to import, as with `node --eval`. */
export function findScript({ argv, execArgv, nodeOptions, cwd }: ScriptProcess): ThreadScript | null {
  const [, main, ...rest] = argv;
  const path = main === undefined ? null : resolveScript(cwd, main);
  if (path === null) return null;
  const flags = [...execArgv, ...nodeOptions.split(/\s+/).filter((flag) => flag !== "")];
  return {
    path,
    hash: hashOf(path),
    argv: rest,
    execArgv: threadFlags(execArgv),
    loaders: tsxLoaders(flags, [dirname(path), cwd]),
  };
}

/** SHA-256 of a file, hexadecimal; "" for one that cannot be read. */
export function hashOf(path: string): string {
  try {
    return createHash("sha256").update(readFileSync(path)).digest("hex");
  } catch {
    return "";
  }
}

/** `node app` runs app.js, and `node .` what package.json names. */
function resolveScript(cwd: string, main: string): string | null {
  try {
    return createRequire(join(cwd, "script.js")).resolve(main);
  } catch {
    return existsSync(main) ? main : null;
  }
}

const withValue = new Set(["--import", "--require", "-r", "--loader", "--experimental-loader", "--conditions", "-C"]);
const alone = [
  "--conditions=",
  "--disable-warning=",
  "--enable-source-maps",
  "--experimental-loader=",
  "--experimental-strip-types",
  "--experimental-transform-types",
  "--import=",
  "--loader=",
  "--no-deprecation",
  "--no-warnings",
  "--preserve-symlinks",
  "--require=",
  "--trace-",
];

/** The flags that say how modules are found and read. Others belong to the process or would start a debugger twice. */
function threadFlags(execArgv: readonly string[]): string[] {
  const kept: string[] = [];
  for (const [index, flag] of execArgv.entries()) {
    const value = execArgv[index + 1];
    // tsx does nothing off the main thread when it is imported; see `loaders`.
    if (withValue.has(flag) && value !== undefined && !isTsx(value)) kept.push(flag, value);
    else if (alone.some((start) => flag.startsWith(start)) && !isTsx(flag)) kept.push(flag);
  }
  return kept;
}

function isTsx(text: string): boolean {
  return /(?:^|[/\\=])tsx(?:[/\\]|$)/.test(text);
}

function tsxLoaders(flags: readonly string[], folders: readonly string[]): string[] {
  const found = flags.find(isTsx)?.replace(/^--[a-z-]+=/, "");
  if (found === undefined) return [];
  const file = found.startsWith("file:") ? fileURLToPath(found) : found;
  const own = /^(.*[/\\]tsx[/\\])dist[/\\]/.exec(file)?.[1];
  for (const place of own === undefined ? folders : [own, ...folders]) {
    try {
      const manifest = createRequire(join(place, "script.js")).resolve("tsx/package.json");
      const { exports } = JSON.parse(readFileSync(manifest, "utf8")) as TsxManifest;
      return loaderNames.map((name) => pathToFileURL(join(dirname(manifest), exports[name].import.default)).href);
    } catch {
      // The next folder may have it.
    }
  }
  return [];
}

// What reads CommonJS first: the other one makes these files' own imports slower.
const loaderNames = ["./cjs/api", "./esm/api"] as const;

interface TsxManifest {
  readonly exports: Readonly<Record<(typeof loaderNames)[number], { readonly import: { readonly default: string } }>>;
}
