import type { JsonObject, JsonValue } from "@vitrine/protocol";
import type { AppDescription, ComponentDescription, FunctionDescription } from "../../app-model/description.ts";

/** A file as the API takes it: the address that an upload or a result gave, or Gradio's object. */
const givenFile: JsonObject = {
  anyOf: [
    { type: "string", minLength: 1, description: "The address or reference of an upload, or the address of a result." },
    { $ref: "#/components/schemas/File" },
  ],
};
const toldFile: JsonObject = { type: "string", format: "uri", description: "Where the file can be fetched." };

/** The schema of an object with a function's arguments. */
export function argumentsSchema(fn: FunctionDescription, description: AppDescription): JsonObject {
  const inputs = namedInputs(fn, description);
  return {
    type: "object",
    properties: Object.fromEntries(inputs.map(({ name, component }) => [name, inputSchema(component, description)])),
    required: inputs.filter(({ component }) => isRequired(component)).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The schema of the same arguments as fields of a form: files as they are, other values as text or JSON. */
export function formSchema(fn: FunctionDescription, description: AppDescription): JsonObject {
  const binary: JsonObject = { type: "string", contentMediaType: "application/octet-stream" };
  const inputs = namedInputs(fn, description);
  const schemaOf = (component: ComponentDescription): JsonObject => {
    if (component.fileSlots.length === 0) return inputSchema(component, description);
    return component.fileSlots.some((slot) => slot.startsWith("/*")) ? { type: "array", items: binary } : binary;
  };
  return {
    type: "object",
    properties: Object.fromEntries(inputs.map(({ name, component }) => [name, schemaOf(component)])),
    required: inputs.filter(({ component }) => isRequired(component)).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The schema of an object with a function's results; an output may be empty. */
export function resultsSchema(fn: FunctionDescription, description: AppDescription): JsonObject {
  const outputs = named(fn.outputNames, fn.outputs, description);
  return {
    type: "object",
    properties: Object.fromEntries(
      outputs.map(({ name, component }) => [name, orNull(mapFileSchemas(component.api_info, toldFile))]),
    ),
    required: outputs.map(({ name }) => name),
  };
}

/** The schema of Gradio's list of arguments. */
export function listSchema(fn: FunctionDescription, description: AppDescription): JsonObject {
  const inputs = namedInputs(fn, description);
  const file = { $ref: "#/components/schemas/File" };
  return {
    type: "array",
    prefixItems: inputs.map(({ component }) => {
      const schema = mapFileSchemas(component.api_info, file);
      return isRequired(component) ? schema : orNull(schema);
    }),
    minItems: inputs.findLastIndex(({ component }) => isRequired(component)) + 1,
    maxItems: inputs.length,
  };
}

/** Arguments that could be sent, by their names; undefined where no example is known for one of them. */
export function exampleArguments(fn: FunctionDescription, description: AppDescription): JsonObject | undefined {
  const examples = namedInputs(fn, description).flatMap(({ name, component }): [string, JsonValue | undefined][] => {
    if (component.optional && !component.hasDefault) return [];
    const initial = component.hasDefault ? description.initial[component.id] : undefined;
    if (component.fileSlots.length > 0 && component.hasDefault) return [];
    return [[name, initial ?? exampleOf(mapFileSchemas(component.api_info, { examples: [exampleFile] }))]];
  });
  return examples.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(examples) as JsonObject);
}

const exampleFile = "/gradio_api/file=0123456789abcdef0123456789abcdef/file";

interface NamedComponent {
  readonly name: string;
  readonly component: ComponentDescription;
}

function namedInputs(fn: FunctionDescription, description: AppDescription): NamedComponent[] {
  return named(fn.inputNames, fn.inputs, description);
}

function named(
  names: readonly (string | null)[],
  ids: readonly number[],
  { components }: AppDescription,
): NamedComponent[] {
  return names.flatMap((name, index) => {
    const component = components.find(({ id }) => id === ids[index]);
    return name === null || component === undefined ? [] : [{ name, component }];
  });
}

function isRequired({ optional, hasDefault }: ComponentDescription): boolean {
  return !optional && !hasDefault;
}

function inputSchema(component: ComponentDescription, { initial }: AppDescription): JsonObject {
  const { api_info: schema, props, fileSlots, hasDefault, id } = component;
  const mapped = mapFileSchemas(schema, givenFile);
  const { label } = props;
  return {
    ...(isRequired(component) ? mapped : orNull(mapped)),
    ...(typeof label === "string" && label !== "" ? { title: label } : {}),
    ...(hasDefault && fileSlots.length === 0 ? { default: initial[id] ?? null } : {}),
  };
}

function orNull(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: "null" }] };
}

/** The schema with every file in it replaced. */
function mapFileSchemas(schema: JsonObject, file: JsonObject): JsonObject {
  const { properties } = schema;
  if (isObject(properties) && "path" in properties && "meta" in properties) return file;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]): [string, JsonValue] => {
      if (key === "properties" && isObject(value)) {
        const mapped = Object.entries(value).map(([name, inner]) => [
          name,
          isObject(inner) ? mapFileSchemas(inner, file) : inner,
        ]);
        return [key, Object.fromEntries(mapped) as JsonObject];
      }
      if (key === "items" && isObject(value)) return [key, mapFileSchemas(value, file)];
      if ((key === "anyOf" || key === "oneOf" || key === "prefixItems") && Array.isArray(value)) {
        return [key, value.map((inner: JsonValue) => (isObject(inner) ? mapFileSchemas(inner, file) : inner))];
      }
      return [key, value];
    }),
  );
}

function exampleOf(schema: JsonObject): JsonValue | undefined {
  const { examples, enum: choices, const: only, anyOf, type, items, minItems, properties, required } = schema;
  if (only !== undefined) return only;
  for (const list of [examples, choices]) if (Array.isArray(list) && list.length > 0) return list[0] as JsonValue;
  if (Array.isArray(anyOf)) return isObject(anyOf[0]) ? exampleOf(anyOf[0]) : undefined;
  if (type === "string") return schema["pattern"] === undefined ? "Hello" : undefined;
  if (type === "number" || type === "integer") return schema["minimum"] ?? 3;
  if (type === "boolean") return true;
  if (type === "array") {
    if (!isObject(items) || minItems === undefined || minItems === 0) return [];
    const item = exampleOf(items);
    return item === undefined ? undefined : [item];
  }
  if (type !== "object") return type === undefined ? { any: "JSON" } : undefined;
  const needed = Array.isArray(required) ? (required as readonly string[]) : [];
  const entries = needed.map((name): [string, JsonValue | undefined] => {
    const inner = isObject(properties) ? properties[name] : undefined;
    return [name, isObject(inner) ? exampleOf(inner) : undefined];
  });
  return entries.some(([, value]) => value === undefined) ? undefined : (Object.fromEntries(entries) as JsonObject);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
