import { createHash } from "node:crypto";
import { isFileData, type AppMark, type Config, type InitialValues } from "@vitrine/protocol";
import type { StoredFile } from "../files/stored-file.ts";

/** What an app's marks are made of. */
export interface MarkedApp {
  readonly config: Omit<Config, "vitrine"> & { readonly vitrine: Omit<Config["vitrine"], "mark"> };
  readonly initial: InitialValues;
  /** Files that the initial values refer to. */
  readonly files: readonly StoredFile[];
  /** The document of the built page, which names its scripts by their content; null where it was not built. */
  readonly index: string | null;
}

/**
 * The marks of an app: the same after a restart with the same declaration, other ones when something that they stand for
 * changed. What is new at each start (instance, references of files) and who asks are left out.
 */
export function appMark({ config, initial, files, index }: MarkedApp): AppMark {
  const { vitrine, components, dependencies } = config;
  const { instance: _instance, ...shown } = vitrine;
  const contents = new Map(files.map(({ ref, hash, name }) => [ref, { hash, name }]));
  const needed = {
    components: components.map(({ id, type, props, skip_api }) => [id, type, props["name"] ?? null, skip_api]),
    functions: dependencies.map((fn) => [fn.id, fn.api_name, fn.backend_fn, fn.inputs, fn.outputs, fn.types]),
  };
  return {
    page: digest([{ ...config, ...unseen, vitrine: shown }, initial, index], contents),
    calls: digest(needed, contents),
  };
}

const unseen = { app_id: "", username: "", root: "", show_error: false };

function digest(parts: unknown, contents: ReadonlyMap<string, unknown>): string {
  const text = JSON.stringify(parts, (_key, value: unknown) =>
    isFileData(value) ? (contents.get(value.path) ?? value) : value,
  );
  return createHash("sha256").update(text).digest("base64url").slice(0, 22);
}
