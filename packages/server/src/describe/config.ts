import type { Config, DependencyConfig, ComponentConfig } from "@vitrine/protocol";
import type { GatewaySettings } from "../settings/gateway-settings.ts";
import { appMark, type MarkedApp } from "./app-mark.ts";
import type { AppDescription, ComponentDescription, FunctionDescription } from "../app-model/description.ts";

/** The settings that clients are told. */
export type ConfigSettings = Pick<GatewaySettings, "publicUrl" | "instance" | "maxFileSize" | "limits" | "showError">;

// Gradio's Python client compares versions, so this is the version whose protocol is spoken.
const gradioVersion = "6.31.0";

/** What `GET /config` answers and the page starts with; `index` is the document of the built page. */
export function configOf(description: AppDescription, settings: ConfigSettings, index: string | null = null): Config {
  const { initial, files } = description;
  const config = unmarked(description, settings);
  return { ...config, vitrine: { ...config.vitrine, mark: appMark({ config, initial, files, index }) } };
}

function unmarked(description: AppDescription, settings: ConfigSettings): MarkedApp["config"] {
  return {
    version: gradioVersion,
    protocol: "sse_v3",
    api_prefix: "/gradio_api",
    ...(settings.publicUrl === null ? {} : { root: settings.publicUrl }),
    app_id: settings.instance,
    title: description.title,
    mode: description.mode,
    enable_queue: true,
    connect_heartbeat: false,
    run_history: false,
    show_error: settings.showError ?? false,
    space_id: null,
    username: null,
    max_file_size: settings.maxFileSize,
    components: description.components.map(componentConfig),
    dependencies: [...description.functions.map(dependencyConfig), ...description.controls].toSorted(
      (one, other) => one.id - other.id,
    ),
    layout: description.layout,
    vitrine: {
      instance: settings.instance,
      description: description.description,
      article: description.article,
      interface: description.interface,
      records: description.functions.filter(({ record }) => record).map(({ id }) => id),
      limits: {
        socketMessage: settings.limits.socketMessage,
        fileSize: settings.maxFileSize,
        filesPerRequest: settings.limits.filesPerRequest,
      },
    },
  };
}

function componentConfig({ id, type, props, skip_api, api_info }: ComponentDescription): ComponentConfig {
  return { id, type, props, skip_api, api_info };
}

// One by one, so that what the gateway alone must know never leaves it.
function dependencyConfig(fn: FunctionDescription): DependencyConfig {
  const { id, targets, inputs, outputs, backend_fn, queue, api_name, api_visibility, api_description } = fn;
  const { cancels, batch, types, connection, show_progress, trigger_mode } = fn;
  return {
    id,
    targets,
    inputs,
    outputs,
    backend_fn,
    queue,
    api_name,
    api_visibility,
    api_description,
    cancels,
    batch,
    types,
    connection,
    show_progress,
    trigger_mode,
  };
}
