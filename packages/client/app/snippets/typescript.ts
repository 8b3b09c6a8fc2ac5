import { filesOf, type Argument } from "./argument.ts";
import type { Endpoint } from "./endpoint.ts";
import { javaScriptLiteral, quoted } from "./literal.ts";
import type { Place } from "./place.ts";
import { typeScriptType } from "./type-words.ts";

/** One request with `fetch`, its answer typed by the app's own schemas. It prints the results by name. */
export function typeScriptSnippet(endpoint: Endpoint, args: readonly Argument[], place: Place): string {
  const values = Object.fromEntries(args.map(({ parameter, value }) => [parameter.name, value]));
  const hasFiles = filesOf(args).length > 0;
  const results = endpoint.results.map(({ name, schema }) => `  ${name}: ${typeScriptType(schema)};\n`).join("");
  const given = javaScriptLiteral(values, ({ name }) => `await upload(${quoted(name)})`, "  ");
  const basic = `authorization: \`Basic \${btoa("user:password")}\``;
  const lines = [
    ...(hasFiles || results.includes("FileData")
      ? ["interface FileData {", "  path: string;", "  url?: string | null;", "  meta: object;", "}", ""]
      : []),
    `interface Results {\n${results}}`,
    "",
    `const url = ${quoted(place.url)};`,
    ...(place.hasLogin ? [`const login = { ${basic} };`] : []),
    ...(hasFiles ? ["", uploader(place)] : []),
    "",
    `const response = await fetch(\`\${url}/api/${endpoint.name}\`, {`,
    `  method: "POST",`,
    `  headers: { ${place.hasLogin ? "...login, " : ""}"content-type": "application/json" },`,
    `  body: JSON.stringify(${given}),`,
    "});",
    "if (!response.ok) throw new Error(await response.text());",
    "const { data } = (await response.json()) as { data: Results };",
    "console.log(data);",
  ];
  return [...(hasFiles ? [`import { openAsBlob } from "node:fs";`, ""] : []), ...lines, "", "export {};"].join("\n");
}

function uploader({ hasLogin }: Place): string {
  return [
    "async function upload(file: string): Promise<FileData> {",
    "  const body = new FormData();",
    `  body.set("files", await openAsBlob(file), file);`,
    `  const response = await fetch(\`\${url}/gradio_api/upload\`, { method: "POST", ${hasLogin ? "headers: login, " : ""}body });`,
    "  const [path] = (await response.json()) as [string];",
    `  return { path, meta: { _type: "gradio.FileData" } };`,
    "}",
  ].join("\n");
}
