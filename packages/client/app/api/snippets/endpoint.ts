import type { Config, DependencyConfig, JsonObject, JsonValue } from "@vitrine/protocol";

/** A value that an endpoint takes. */
export interface Parameter {
  /** Its name in `POST /api/{name}`. */
  readonly name: string;
  /** Its name for Gradio's clients, which keep a few words for themselves. */
  readonly gradioName: string;
  readonly label: string;
  /** The component's kind: `textbox`. */
  readonly kind: string;
  readonly schema: JsonObject;
  readonly isRequired: boolean;
  /** What stands in for a value that is left out; null is none. */
  readonly initial: JsonValue;
  /** The component that holds the value on the page. */
  readonly component: number | null;
}

/** A value that an endpoint gives. */
export interface Result {
  readonly name: string;
  readonly label: string;
  readonly kind: string;
  readonly schema: JsonObject;
}

/** A function that programs may call. */
export interface Endpoint {
  /** Without a slash: `predict`. */
  readonly name: string;
  readonly description: string;
  /** Whether it gives several values one after another. */
  readonly isGenerator: boolean;
  /** Whether the author wrote its outputs as a record. */
  readonly isRecord: boolean;
  readonly parameters: readonly Parameter[];
  readonly results: readonly Result[];
}

interface InfoValue {
  readonly name?: string | null;
  readonly label: string;
  readonly type: JsonObject;
  readonly component: string;
}

interface InfoParameter extends InfoValue {
  readonly parameter_name: string;
  readonly parameter_has_default: boolean;
  readonly parameter_default: JsonValue;
}

/** What `GET /gradio_api/info` answers, as far as the page reads it. */
export interface Info {
  readonly named_endpoints: Readonly<
    Record<
      string,
      {
        readonly parameters: readonly InfoParameter[];
        readonly returns: readonly InfoValue[];
        readonly api_visibility: DependencyConfig["api_visibility"];
        readonly description: string;
      }
    >
  >;
}

/** The public endpoints of an app, in the order of their declaration. */
export function readEndpoints(info: Info, config: Config): Endpoint[] {
  const hidden = new Set(config.components.filter(({ skip_api }) => skip_api).map(({ id }) => id));
  return Object.entries(info.named_endpoints).flatMap(([path, endpoint]) => {
    if (endpoint.api_visibility !== "public") return [];
    const name = path.slice(1);
    const fn = config.dependencies.find(({ api_name }) => api_name === name);
    const inputs = fn?.inputs.filter((id) => !hidden.has(id)) ?? [];
    return {
      name,
      description: endpoint.description,
      isGenerator: fn?.types.generator ?? false,
      isRecord: fn !== undefined && config.vitrine.records.includes(fn.id),
      parameters: endpoint.parameters.map((parameter, index) => ({
        ...readValue(parameter, parameter.parameter_name),
        gradioName: parameter.parameter_name,
        isRequired: !parameter.parameter_has_default,
        initial: parameter.parameter_default,
        component: inputs[index] ?? null,
      })),
      results: endpoint.returns.map((value, index) => readValue(value, `output_${index}`)),
    };
  });
}

function readValue({ name, label, type, component }: InfoValue, otherwise: string): Result {
  return { name: name ?? otherwise, label, kind: component.toLowerCase(), schema: type };
}
