import { ExampleFile, filesOf, type Argument, type Value } from "./argument.ts";
import type { Endpoint } from "./endpoint.ts";
import { shellWord } from "./literal.ts";
import type { Place } from "./place.ts";

const json = "-H 'content-type: application/json'";

/** One request that answers with the results by name; files go up before it. For a POSIX shell. */
export function curlSnippet(endpoint: Endpoint, args: readonly Argument[], place: Place): string {
  const values = Object.fromEntries(args.map(({ parameter, value }) => [parameter.name, value]));
  const address = shellWord(`${place.url}/api/${endpoint.name}`);
  return [
    ...uploads(args, place),
    `curl -s ${loginOf(place)}${address} \\\n  ${json} \\\n  -d ${body(values, args)}`,
  ].join("\n");
}

/** Gradio's two requests: the first gives the call's id, the second streams its events. For a POSIX shell. */
export function curlStreamSnippet(endpoint: Endpoint, args: readonly Argument[], place: Place): string {
  // Gradio's route takes values by their place, so what stands before a given one has to be there.
  const given = new Map(args.map(({ parameter, value }) => [parameter, value]));
  const last = endpoint.parameters.findLastIndex((parameter) => given.has(parameter));
  const data = endpoint.parameters.slice(0, last + 1).map((parameter) => given.get(parameter) ?? null);
  const login = loginOf(place);
  const address = shellWord(`${place.url}/gradio_api/call/${endpoint.name}`);
  return [
    ...uploads(args, place),
    `id=$(curl -s ${login}${address} \\\n  ${json} \\\n  -d ${body({ data }, args)} | sed 's/.*"event_id": *"\\([^"]*\\)".*/\\1/')`,
    `curl -sN ${login}${address}/"$id"`,
  ].join("\n");
}

function loginOf({ hasLogin }: Place): string {
  return hasLogin ? "-u user:password " : "";
}

/** One line for each file: it goes up, and a variable keeps its name on the server. */
function uploads(args: readonly Argument[], place: Place): string[] {
  return filesOf(args).map((name, index) => {
    const address = shellWord(`${place.url}/gradio_api/upload`);
    return `${variable(index)}=$(curl -s ${loginOf(place)}-F ${shellWord(`files=@${name}`)} ${address} | tr -d '[]"')`;
  });
}

function variable(index: number): string {
  return `file${index === 0 ? "" : index + 1}`;
}

/** JSON as words of the shell that stand together; the quotes open where the shell fills in a file's name. */
function body(value: Value, args: readonly Argument[]): string {
  const names = filesOf(args);
  const write = (part: Value): string => {
    if (part instanceof ExampleFile) {
      return `{"path": "'"$${variable(names.indexOf(part.name))}"'", "meta": {"_type": "gradio.FileData"}}`;
    }
    if (Array.isArray(part)) return `[${(part as readonly Value[]).map(write).join(", ")}]`;
    if (typeof part !== "object" || part === null) return JSON.stringify(part).replaceAll("'", String.raw`'\''`);
    const members = Object.entries(part).map(([name, inner]) => `${write(name)}: ${write(inner)}`);
    return `{${members.join(", ")}}`;
  };
  return `'${write(value)}'`;
}
