import { isFileData, type JsonValue } from "@vitrine/protocol";
import { mapSlots } from "../files/file-slots.ts";

/**
 * Why what stands in the place of a file can be none, as the end of a sentence that begins with the value's name: it is the
 * content itself, as a `data:` address or in base64. null where it may be a file.
 */
export function inlineFileProblem(value: JsonValue, slots: readonly string[]): string | null {
  const placed: JsonValue[] = [];
  mapSlots(value, slots, (one) => {
    placed.push(one);
    return one;
  });
  const found = placed.map(inlineContent).find((what) => what !== null) ?? null;
  return found === null
    ? null
    : `holds the file itself (${found}), which is not taken here: send the file in a form (multipart/form-data), or upload it and send what the upload answered`;
}

/** Whether a JSON pointer leads to where a file may stand, or into it. */
export function isInFileSlot(pointer: string, slots: readonly string[]): boolean {
  const steps = pointer.split("/");
  return slots.some((slot) => slot.split("/").every((step, at) => step === "*" || step === steps[at]));
}

// References have 233 characters at most.
const longestReference = 1_000;

function inlineContent(placed: JsonValue): string | null {
  const record = typeof placed === "object" && placed !== null && !Array.isArray(placed) ? placed : {};
  const { path = null, url = null } = isFileData(placed) ? placed : (record as { path?: JsonValue; url?: JsonValue });
  for (const text of [placed, path, url]) {
    if (typeof text !== "string") continue;
    if (text.slice(0, 5).toLowerCase() === "data:") return "a data: address";
    if (text.length > longestReference && text !== url) return `a text of ${text.length} characters`;
  }
  return null;
}
