/** What a caller hears of a call before its end. */
export interface Hearing {
  /** A position, or that the function began. */
  readonly status?: () => void;
  /** A value of the first output, whole. */
  readonly yielded?: (value: unknown) => void;
}

/** One who calls a function again and again, one call at a time. */
export interface Caller {
  /** Resolves to the first output; rejects where the call failed. */
  call(input: readonly unknown[], hearing?: Hearing): Promise<unknown>;
  close(): void;
}

/** A value after edits as Gradio and Vitrine send them for texts and files: whole replacements and appended text. */
export function applyEdits(
  value: unknown,
  edits: readonly (readonly [string, readonly unknown[], unknown])[],
): unknown {
  let result = value;
  for (const [operation, path, part] of edits) {
    if (path.length === 0 && operation === "replace") result = part;
    else if (path.length === 0 && operation === "append") result = `${String(result)}${String(part)}`;
    else result = applyInside(result, operation, path, part);
  }
  return result;
}

function applyInside(value: unknown, operation: string, path: readonly unknown[], part: unknown): unknown {
  const [key, ...rest] = path as [string, ...unknown[]];
  const held = (value ?? {}) as Record<string, unknown>;
  return { ...held, [key]: applyEdits(held[key], [[operation === "add" ? "replace" : operation, rest, part]]) };
}
