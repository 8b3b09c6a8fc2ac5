import type { JsonObject, JsonValue } from "@vitrine/protocol";
import type { AppDescription, ComponentDescription, FunctionDescription } from "../app-model/description.ts";

// Words that Gradio's clients take for themselves.
const reserved = new Set(["api_name", "fn_index", "result_callbacks"]);

/** The names of a function's parameters in Gradio's API, by input; State has null. */
export function parameterNames(fn: FunctionDescription): readonly (string | null)[] {
  return fn.inputNames.map((name, index) => (name !== null && reserved.has(name) ? `param_${index}` : name));
}

/** What `GET /gradio_api/info` answers: the public endpoints, with `all` the undocumented ones too. */
export function infoOf(description: AppDescription, all: boolean): JsonObject {
  const components = new Map(description.components.map((component) => [component.id, component]));
  const endpoints = description.functions.filter(
    ({ api_visibility, api_name }) =>
      api_name !== false && (api_visibility === "public" || (all && api_visibility === "undocumented")),
  );
  const shown = (id: number): ComponentDescription[] => {
    const component = components.get(id);
    return component === undefined || component.skip_api ? [] : [component];
  };
  const describeEndpoint = (fn: FunctionDescription): JsonObject => {
    const names = parameterNames(fn);
    return {
      parameters: fn.inputs.flatMap((id, index) =>
        shown(id).map((component) => {
          const initial = component.hasDefault ? (description.initial[id] ?? null) : null;
          return {
            ...describeValue(component, fn.inputNames[index]),
            parameter_name: names[index] ?? `param_${index}`,
            parameter_has_default: component.hasDefault || component.optional,
            parameter_default: initial,
            example_input: initial ?? exampleOf(component.api_info),
          };
        }),
      ),
      returns: fn.outputs.flatMap((id, index) =>
        shown(id).map((component) => describeValue(component, fn.outputNames[index])),
      ),
      api_visibility: fn.api_visibility,
      description: fn.api_description ?? "",
    };
  };
  return {
    named_endpoints: Object.fromEntries(endpoints.map((fn) => [`/${String(fn.api_name)}`, describeEndpoint(fn)])),
    unnamed_endpoints: {},
  };
}

/** A value as Gradio's clients read it; `name`, its name in the simple API, is ours. */
function describeValue({ type, props, api_info }: ComponentDescription, name: string | null = null): JsonObject {
  const { description } = api_info;
  return {
    name,
    label: props["label"] ?? "",
    type: api_info,
    python_type: { type: pythonType(api_info), description: typeof description === "string" ? description : "" },
    component: componentNames[type] ?? `${type.slice(0, 1).toUpperCase()}${type.slice(1)}`,
  };
}

// Kinds that Gradio's API tells by another name than their own.
const componentNames: Readonly<Record<string, string>> = { sketchpad: "Imageeditor" };

const pythonNames: Readonly<Record<string, string>> = {
  string: "str",
  number: "float",
  integer: "int",
  boolean: "bool",
  null: "None",
};

/** A JSON schema as Gradio's Python client prints it: `list[Literal['a', 'b']]`. */
export function pythonType(schema: JsonValue | undefined): string {
  if (!isObject(schema)) return "Any";
  const { type, properties, items, additionalProperties } = schema;
  if (isList(schema["enum"]))
    return `Literal[${schema["enum"].map((choice) => `'${typeof choice === "string" ? choice : JSON.stringify(choice)}'`).join(", ")}]`;
  if ("const" in schema)
    return `Literal[${typeof schema["const"] === "string" ? schema["const"] : JSON.stringify(schema["const"])}]`;
  const choices = schema["anyOf"] ?? schema["oneOf"];
  if (isList(choices)) return choices.map(pythonType).join(" | ");
  if (isList(type)) return type.map((one) => pythonType({ ...schema, type: one })).join(" | ");
  if (type === "array") {
    const { prefixItems } = schema;
    return isList(prefixItems) ? `tuple[${prefixItems.map(pythonType).join(", ")}]` : `list[${pythonType(items)}]`;
  }
  if (type === "object") {
    if (isObject(properties)) {
      if ("path" in properties && "meta" in properties) return "filepath";
      const fields = Object.entries(properties).map(([name, value]) => `${name}: ${pythonType(value)}`);
      return `dict(${fields.join(", ")})`;
    }
    return `dict(str, ${pythonType(additionalProperties)})`;
  }
  if (typeof type === "string") return pythonNames[type] ?? "Any";
  return schema["description"] === "any valid json" ? "str | float | bool | list | dict" : "Any";
}

function exampleOf(schema: JsonObject): JsonValue {
  const [choice] = isList(schema["enum"]) ? schema["enum"] : [];
  if (choice !== undefined) return choice;
  if (schema["type"] === "string") return "Hello!!";
  if (schema["type"] === "number") return schema["minimum"] ?? 3;
  if (schema["type"] === "boolean") return true;
  return schema["type"] === "array" ? [] : null;
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}
