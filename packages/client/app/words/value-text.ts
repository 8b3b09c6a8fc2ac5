import type { JsonValue } from "@vitrine/protocol";

/** A value as text to copy; null where its kind is no text. A label becomes one line a class. */
export function asText(kind: string, value: JsonValue): string | null {
  if (kind === "json") return JSON.stringify(value, null, 2);
  if (kind === "label") return labelLines(value);
  return /^(textbox|number|slider)$/.test(kind) && typeof value !== "object" ? String(value) : null;
}

function labelLines(value: JsonValue): string {
  const { label, confidences } = value as {
    readonly label?: string | null;
    readonly confidences?: readonly { readonly label: string; readonly confidence: number }[] | null;
  };
  const lines = confidences?.map((row) => `${row.label}\t${(row.confidence * 100).toFixed(1)} %`);
  return lines?.join("\n") ?? label ?? "";
}
