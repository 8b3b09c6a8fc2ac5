import type { JsonValue } from "@vitrine/protocol";

/** A text to be saved as a file. */
interface TextFile {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** Puts text on the clipboard and says whether that worked. */
export async function copyText(text: string): Promise<boolean> {
  // Pages without TLS have no clipboard object; the old command still works there.
  if (navigator.clipboard) {
    const isCopied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (isCopied) return true;
  }
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "vh";
  document.body.append(area);
  area.select();
  const isCopied = document.execCommand("copy");
  area.remove();
  return isCopied;
}

/** Offers text as a file to save. */
export function downloadText({ name, type, text }: TextFile): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** What to download: JSON for what has parts, else plain text. */
export function asFile(kind: string, label: string, value: JsonValue, text: string): TextFile {
  const words = label.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  const stem = words.filter((word) => word !== "").join("-") || "result";
  if (kind !== "json" && kind !== "label") return { name: `${stem}.txt`, type: "text/plain", text };
  return { name: `${stem}.json`, type: "application/json", text: JSON.stringify(value, null, 2) };
}
