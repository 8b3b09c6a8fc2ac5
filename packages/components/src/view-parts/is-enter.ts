import type { KeyboardEvent } from "react";

/**
 * Whether a key is Enter for the field, and not the one that confirms a word of an input method. Safari sends that one
 * after the composition has ended: only its code, 229, tells it then (UI Events, section 7.2).
 */
export function isEnter({ key, keyCode, nativeEvent }: KeyboardEvent): boolean {
  return key === "Enter" && !nativeEvent.isComposing && keyCode !== 229;
}
