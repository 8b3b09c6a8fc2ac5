import { filesOf, type Argument } from "./argument.ts";
import type { Endpoint } from "./endpoint.ts";
import { pythonLiteral, quoted } from "./literal.ts";
import type { Place } from "./place.ts";

// https://docs.python.org/3/reference/lexical_analysis.html#keywords, and the client's own parameters.
const taken = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global if " +
    "import in is lambda nonlocal not or pass raise return try while with yield self headers"
  ).split(" "),
);

/** A call with Gradio's client for Python. It prints the result, a tuple of several; of a generator, each. */
export function pythonSnippet(endpoint: Endpoint, args: readonly Argument[], place: Place): string {
  const isNamed = args.every(({ parameter }) => !taken.has(parameter.gradioName));
  const lines = isNamed
    ? args.map((argument) => `    ${argument.parameter.gradioName}=${write(argument)},\n`)
    : [
        `    **{${args.map((argument) => `${quoted(argument.parameter.gradioName)}: ${write(argument)}`).join(", ")}},\n`,
      ];
  const call = `(\n${lines.join("")}    api_name=${quoted(`/${endpoint.name}`)},\n)`;
  const login = place.hasLogin ? `, auth=("user", "password")` : "";
  return [
    `from gradio_client import Client${filesOf(args).length > 0 ? ", handle_file" : ""}`,
    "",
    `client = Client(${quoted(place.url)}${login})`,
    ...(endpoint.isGenerator
      ? [`for value in client.submit${call}:`, "    print(value)"]
      : [`result = client.predict${call}`, "print(result)"]),
  ].join("\n");
}

function write({ value }: Argument): string {
  return pythonLiteral(value, ({ name }) => `handle_file(${quoted(name)})`, "    ");
}
