import type { JsonObject } from "@vitrine/protocol";
import type { Argument } from "./argument.ts";
import type { Endpoint } from "./endpoint.ts";
import { javaScriptLiteral, quoted } from "./literal.ts";
import type { Place } from "./place.ts";
import { isObject, listOf } from "./schema.ts";
import { propertyName, typeScriptType } from "./type-words.ts";

/**
 * A call with Vitrine's client, its results typed by the app's own schemas. It prints them by name, or as a list; of a
 * generator, each time.
 */
export function typeScriptSnippet(endpoint: Endpoint, args: readonly Argument[], place: Place): string {
  const values = Object.fromEntries(args.map(({ parameter, value }) => [parameter.name, value]));
  const given = javaScriptLiteral(values, ({ name }) => `await app.upload(${quoted(name)})`);
  const call = `(${quoted(`/${endpoint.name}`)}, ${given})`;
  const login = place.hasLogin ? `, { auth: ["user", "password"] }` : "";
  const results = resultType(endpoint);
  return [
    `import { connect } from "@vitrine/client";`,
    "",
    ...(results.includes("FileData")
      ? ["interface FileData {", "  path: string;", "  url: string;", "  orig_name?: string | null;", "}", ""]
      : []),
    `type Results = ${results};`,
    "",
    `const app = await connect(${quoted(place.url)}${login});`,
    ...(endpoint.isGenerator
      ? [
          `for await (const event of app.submit${call}) {`,
          `  if (event.type !== "data") continue;`,
          "  const data: Results = event.data;",
          "  console.log(data);",
          "}",
        ]
      : [`const { data }: { data: Results } = await app.predict${call};`, "console.log(data);"]),
    "app.close();",
  ].join("\n");
}

function resultType({ isRecord, results }: Endpoint): string {
  // What a function gives may be a choice that it has just made up by `update({ choices })`.
  const types = results.map(({ schema }) => typeScriptType(withoutChoices(schema)));
  if (!isRecord) return `[${types.join(", ")}]`;
  return `{\n${results.map(({ name }, index) => `  ${propertyName(name)}: ${types[index]};\n`).join("")}}`;
}

/** A schema that allows all values of the kinds of its choices. */
function withoutChoices(schema: JsonObject): JsonObject {
  const { enum: choices, items, ...rest } = schema;
  const inner = isObject(items) ? { items: withoutChoices(items) } : items === undefined ? {} : { items };
  if (choices === undefined) return { ...rest, ...inner };
  return { ...rest, ...inner, type: [...new Set(listOf(choices).map((choice) => typeof choice))] };
}
