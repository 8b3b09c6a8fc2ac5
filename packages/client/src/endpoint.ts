import { filePath, isFileData, shownValue, type ComponentConfig, type Config, type JsonValue } from "@vitrine/protocol";
import { VitrineClientError } from "./client-error.ts";
import { withBlobs } from "./files/file-content.ts";
import type { Sendable } from "./files/find-files.ts";

/** One endpoint of an app as a client needs it. */
export interface Endpoint {
  readonly fn: number;
  readonly path: string;
  /** Names of the inputs in order; null for State, which the server keeps. */
  readonly inputs: readonly (string | null)[];
  readonly outputs: readonly (string | null)[];
  /** Whether results are a record by name; else they are a list. */
  readonly record: boolean;
}

/** The endpoints that a client may call, by path. */
export function endpointsOf(config: Config): ReadonlyMap<string, Endpoint> {
  const components = new Map(config.components.map((component) => [component.id, component]));
  const namesOf = (ids: readonly number[], unnamed: string): (string | null)[] =>
    ids.map((id, index) => {
      const component = components.get(id);
      return component?.type === "state" ? null : (nameOf(component) ?? `${unnamed}_${index}`);
    });
  return new Map(
    config.dependencies
      .filter(({ api_name: name, api_visibility: seen }) => name !== false && seen !== "private")
      .map((fn): [string, Endpoint] => [
        `/${String(fn.api_name)}`,
        {
          fn: fn.id,
          path: `/${String(fn.api_name)}`,
          inputs: namesOf(fn.inputs, "param"),
          outputs: namesOf(fn.outputs, "output"),
          record: config.vitrine.records.includes(fn.id),
        },
      ]),
  );
}

/** The values of a call in the order of the inputs. Throws a `VitrineClientError` for what does not fit. */
export function arrangeInput({ path, inputs }: Endpoint, input: unknown): readonly Sendable[] {
  const names = inputs.filter((name) => name !== null);
  const refuse = (message: string): never => {
    throw new VitrineClientError({ code: "invalid", message: `${path}: ${message}` });
  };
  if (input === undefined) return inputs.map(() => null);
  if (typeof input !== "object" || input === null) {
    return refuse(`give the values by name, such as { ${names.join(", ")} }, or as a list.`);
  }
  if (Array.isArray(input)) {
    if (input.length > names.length) refuse(`takes ${names.length} values, got ${input.length}.`);
    let next = 0;
    return inputs.map((name) => (name === null ? null : withBlobs(input[next++] ?? null)));
  }
  const given = input as Readonly<Record<string, unknown>>;
  const stranger = Object.keys(given).find((name) => !names.includes(name));
  if (stranger !== undefined) {
    refuse(`there is no input ${JSON.stringify(stranger)}; it takes ${names.join(", ") || "none"}.`);
  }
  return inputs.map((name) => (name !== null && Object.hasOwn(given, name) ? withBlobs(given[name] ?? null) : null));
}

/** Values as the caller gets them: a record or a list without State, files with their address. */
export function arrangeOutput({ outputs, record }: Endpoint, values: readonly JsonValue[], root: string): unknown {
  const shown = outputs.flatMap((name, index): [string, unknown][] =>
    name === null ? [] : [[name, withAddress(shownValue(values[index] ?? null), root)]],
  );
  return record ? Object.fromEntries(shown) : shown.map(([, value]) => value);
}

function withAddress(value: JsonValue, root: string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((part: JsonValue) => withAddress(part, root));
  const parts = Object.fromEntries(
    Object.entries(value as Readonly<Record<string, JsonValue>>).map(([key, part]) => [key, withAddress(part, root)]),
  );
  if (!isFileData(value)) return parts;
  return { ...parts, url: new URL(filePath(value), root).href };
}

function nameOf(component: ComponentConfig | undefined): string | null {
  const name = component?.props["name"];
  return typeof name === "string" ? name : null;
}
