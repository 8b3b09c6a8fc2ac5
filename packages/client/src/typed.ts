import type { TypedApp } from "./client-types.ts";

type Named<App extends TypedApp, Path extends keyof App["$api"]> = App["$api"][Path]["input"];

/** Gradio's JavaScript client with the types of an app. */
export interface TypedGradioClient<App extends TypedApp> {
  predict<Path extends keyof App["$api"] & string>(
    path: Path,
    input?: Named<App, Path>,
  ): Promise<{ data: ListOf<App["$api"][Path]["output"]> }>;
  submit<Path extends keyof App["$api"] & string>(
    path: Path,
    input?: Named<App, Path>,
  ): AsyncIterable<
    | { type: "data"; data: ListOf<App["$api"][Path]["output"]> }
    | { type: "status" | "log" | "render"; [key: string]: unknown }
  > & { cancel(): Promise<void> };
}

// Gradio's protocol knows lists alone; the order of a record's values is not known to types.
type ListOf<Output> = Output extends readonly unknown[] ? Output : Output[keyof Output][];

/** The client of `@gradio/client` with the types of an app: `typed<typeof demo>(await Client.connect(url))`. */
export function typed<App extends TypedApp>(client: object): TypedGradioClient<App> {
  return client as TypedGradioClient<App>;
}
