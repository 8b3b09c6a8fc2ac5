import type { JsonObject, JsonValue } from "./json.ts";

/**
 * The description of an app, as the page and Gradio's clients read it (`GET /config`). Names of fields and of
 * `props` are Gradio's; what only our page reads stands under `vitrine`.
 */
export interface Config {
  readonly version: string;
  readonly protocol: "sse_v3";
  readonly api_prefix: "/gradio_api";
  /** Public URL without a trailing slash; left out unless the operator set one. */
  readonly root?: string;
  readonly app_id: string;
  readonly title: string;
  readonly mode: "interface" | "blocks" | "chat_interface";
  readonly enable_queue: true;
  readonly connect_heartbeat: false;
  readonly run_history: false;
  /** Whether the texts of all errors are told. */
  readonly show_error: boolean;
  readonly space_id: null;
  readonly username: string | null;
  /** Bytes; null is no limit. */
  readonly max_file_size: number | null;
  readonly components: readonly ComponentConfig[];
  readonly dependencies: readonly DependencyConfig[];
  readonly layout: LayoutConfig;
  readonly vitrine: VitrineConfig;
}

/** One component of the page. */
export interface ComponentConfig {
  readonly id: number;
  /** The kind, which names the folder and the view: `textbox`, `checkboxgroup`. */
  readonly type: string;
  /** Gradio's names: `minimum`, `multiselect`. `name` is the value's name in the API. */
  readonly props: JsonObject;
  readonly skip_api: boolean;
  /** JSON Schema of the value on the wire. */
  readonly api_info: JsonObject;
}

/** One function of the app. */
export interface DependencyConfig {
  readonly id: number;
  /** Pairs of component id (null for the page) and event. */
  readonly targets: readonly (readonly [number | null, string])[];
  /** Component ids. */
  readonly inputs: readonly number[];
  /** Component ids. */
  readonly outputs: readonly number[];
  readonly backend_fn: boolean;
  readonly queue: boolean;
  /** Without a slash; false when the function has no API. */
  readonly api_name: string | false;
  readonly api_visibility: "public" | "undocumented" | "private";
  readonly api_description: string | null;
  readonly cancels: readonly number[];
  readonly batch: boolean;
  readonly types: { readonly generator: boolean; readonly cancel: boolean };
  readonly connection: "sse";
  readonly show_progress: "full" | "minimal" | "hidden";
  /** What the page does when its event comes while it runs: nothing, one more run, or one run after it. */
  readonly trigger_mode: "once" | "multiple" | "always_last";
}

/** A tree of components by id. */
export interface LayoutConfig {
  readonly id: number;
  readonly children: readonly LayoutConfig[];
}

/** What our own page needs beyond Gradio's description. */
export interface VitrineConfig {
  /** Changes with every start of the server, so that a page knows when its calls are lost. */
  readonly instance: string;
  readonly mark: AppMark;
  /** Markdown. */
  readonly description: string | null;
  /** Markdown. */
  readonly article: string | null;
  readonly interface: InterfaceConfig | null;
  /** Ids of the functions whose outputs the author wrote as a record; those of the others are a list. */
  readonly records: readonly number[];
  readonly limits: ClientLimits;
}

/** What tells a page whether the app that answers is the one that it shows. Equal after a restart of the same app. */
export interface AppMark {
  /** Of all that the page shows. */
  readonly page: string;
  /** Of what calls need: the functions, and what goes in and comes out by name and kind. */
  readonly calls: string;
}

/** How the page of an `Interface` is laid out. */
export interface InterfaceConfig {
  readonly dependency: number;
  readonly submitLabel: string;
  readonly stopLabel: string;
  readonly clearLabel: string;
}

/** Limits that the page checks before it sends. Bytes. */
export interface ClientLimits {
  readonly socketMessage: number;
  readonly fileSize: number | null;
  readonly filesPerRequest: number;
}

/** The values that the page starts with, by component id. */
export type InitialValues = Readonly<Record<number, JsonValue>>;
