import type { TextFile } from "./value-text.ts";

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
