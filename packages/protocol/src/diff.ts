import type { JsonValue } from "./json.ts";

/** One edit of a JSON value: `replace`, `append` (text), `add` (array item or key), `delete`. An empty path is the whole. */
export type Edit = readonly [op: "replace" | "append" | "add" | "delete", path: readonly (string | number)[], value: JsonValue];
