import { filesOf, type Argument } from "./argument.ts";
import type { Endpoint } from "./endpoint.ts";
import { javaScriptLiteral, quoted } from "./literal.ts";
import type { Place } from "./place.ts";

/** A call with Gradio's client for JavaScript. It prints a list of the results; of a generator, each list. */
export function javaScriptSnippet(endpoint: Endpoint, args: readonly Argument[], place: Place): string {
  const values = Object.fromEntries(args.map(({ parameter, value }) => [parameter.gradioName, value]));
  const given = javaScriptLiteral(values, ({ name }) => `handle_file(${quoted(name)})`);
  const call = `(${quoted(`/${endpoint.name}`)}, ${given})`;
  const login = place.hasLogin ? `, { auth: ["user", "password"] }` : "";
  return [
    `import { Client${filesOf(args).length > 0 ? ", handle_file" : ""} } from "@gradio/client";`,
    "",
    `const app = await Client.connect(${quoted(place.url)}${login});`,
    ...(endpoint.isGenerator
      ? [
          `for await (const message of app.submit${call}) {`,
          `  if (message.type === "data") console.log(message.data);`,
          "}",
        ]
      : [`const { data } = await app.predict${call};`, "console.log(data);"]),
  ].join("\n");
}
