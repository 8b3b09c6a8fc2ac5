import type { FileData } from "@vitrine/protocol";
import { VitrineClientError } from "./client-error.ts";
import type { CallOptions, Client, InputOf, OutputOf, PathOf, Submission, TypedApp } from "./client-types.ts";
import type { Connection } from "./connection.ts";
import { arrangeInput, arrangeOutput, type Endpoint } from "./endpoint.ts";
import { contentOf } from "./files/file-content.ts";
import { submissionOf } from "./submission.ts";

/** What a client is made of. */
export interface AppClientOptions {
  readonly connection: Connection;
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** The app's address, ending in a slash. */
  readonly root: string;
}

/** A client over one connection. */
export class AppClient<App extends TypedApp> implements Client<App> {
  readonly #options: AppClientOptions;
  readonly #open = new Set<(error: VitrineClientError) => void>();
  #closed = false;

  constructor(options: AppClientOptions) {
    this.#options = options;
  }

  get endpoints(): readonly PathOf<App>[] {
    return [...this.#options.endpoints.keys()] as PathOf<App>[];
  }

  async predict<Path extends PathOf<App>>(
    path: Path,
    input?: InputOf<App, Path>,
    options?: CallOptions,
  ): Promise<{ data: OutputOf<App, Path> }> {
    let data: OutputOf<App, Path> | null = null;
    for await (const event of this.submit(path, input, options)) {
      if (event.type === "data") ({ data } = event);
      if (event.type === "end" && event.status === "cancelled") {
        options?.signal?.throwIfAborted();
        throw new VitrineClientError({ code: "cancelled", message: `The call of ${path} was cancelled.` });
      }
    }
    return { data: data ?? this.#arrange(path, []) };
  }

  submit<Path extends PathOf<App>>(
    path: Path,
    input?: InputOf<App, Path>,
    options: CallOptions = {},
  ): Submission<OutputOf<App, Path>> {
    if (this.#closed) throw closed();
    const { connection } = this.#options;
    const endpoint = this.#find(path);
    const handle = connection.submit(endpoint.fn, arrangeInput(endpoint, input), { names: endpoint.inputs });
    return submissionOf({
      handle,
      signal: options.signal,
      arrange: (values) => this.#arrange(path, values),
      whenClosed: (fail) => {
        this.#open.add(fail);
        return () => this.#open.delete(fail);
      },
    });
  }

  async upload(
    file: Blob | Uint8Array | ArrayBuffer | string,
    name?: string,
    { signal }: CallOptions = {},
  ): Promise<FileData> {
    if (this.#closed) throw closed();
    const content = await contentOf(file);
    return await this.#options.connection.upload(content.blob, name ?? content.name, undefined, signal);
  }

  close(): void {
    this.#closed = true;
    this.#options.connection.close();
    for (const fail of this.#open) fail(closed());
  }

  #find(path: string): Endpoint {
    const { endpoints } = this.#options;
    const endpoint = endpoints.get(path) ?? endpoints.get(`/${path}`);
    if (endpoint !== undefined) return endpoint;
    const known = [...endpoints.keys()].join(", ") || "none";
    throw new VitrineClientError({
      code: "not-found",
      message: `The app has no endpoint ${JSON.stringify(path)}; it has ${known}.`,
    });
  }

  #arrange<Path extends PathOf<App>>(path: Path, values: Parameters<typeof arrangeOutput>[1]): OutputOf<App, Path> {
    return arrangeOutput(this.#find(path), values, this.#options.root);
  }
}

function closed(): VitrineClientError {
  return new VitrineClientError({ code: "closed", message: "The client is closed; connect again." });
}
