import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * Node's hook: a script that lies outside of any package, or in one that `npm init` made, is a module all the same, so
 * that it may await at its top. One that uses what CommonJS alone has stays what it is.
 */
export async function resolve(specifier, context, next) {
  return asModule(await next(specifier, context));
}

/** What a resolution found, told to be a module unless it says itself that it is none. */
export function asModule(found) {
  if (found.format !== "commonjs" || !/^file:(?!.*\/node_modules\/).*\.[jt]sx?(?:\?|$)/.test(found.url)) return found;
  return isCommonJs(readFileSync(fileURLToPath(found.url), "utf8")) ? found : { ...found, format: "module" };
}

const commonJs = [
  /(?<![\w$.])(require)\s*[(.]/,
  /(?<![\w$.])(__dirname|__filename)\b/,
  /(?<![\w$.])(module)\.exports\b/,
];

function isCommonJs(code) {
  return commonJs.some((pattern) => {
    const name = pattern.exec(code)?.[1];
    return name !== undefined && !new RegExp(`\\b(?:const|let|var)\\s+${name}\\b`).test(code);
  });
}
