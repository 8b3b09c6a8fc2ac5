import type { JsonValue } from "@vitrine/protocol";

/** A text to be saved as a file. */
export interface TextFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** A value as text to copy; null where its kind is no text. A label becomes one line a class. */
export function asText(kind: string, value: JsonValue): string | null {
  if (kind === "json") return JSON.stringify(value, null, 2);
  if (kind === "label") return labelLines(value);
  return /^(textbox|number|slider)$/.test(kind) && typeof value !== "object" ? String(value) : null;
}

/** What to download: JSON for what has parts, else plain text. */
export function asFile(kind: string, label: string, value: JsonValue, text: string): TextFile {
  const stem =
    label
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
      .replaceAll(/^-+|-+$/g, "") || "result";
  if (kind !== "json" && kind !== "label") return { name: `${stem}.txt`, type: "text/plain", text };
  return { name: `${stem}.json`, type: "application/json", text: JSON.stringify(value, null, 2) };
}

function labelLines(value: JsonValue): string {
  const { label, confidences } = value as {
    readonly label?: string | null;
    readonly confidences?: readonly { readonly label: string; readonly confidence: number }[] | null;
  };
  const lines = confidences?.map((row) => `${row.label}\t${(row.confidence * 100).toFixed(1)} %`);
  return lines?.join("\n") ?? label ?? "";
}
