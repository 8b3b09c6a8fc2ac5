import type { FocusEvent } from "react";

/** For a group that is focused as a whole (by the page, at a problem): hands the focus to its chosen or first control. */
export function focusInside(event: FocusEvent<HTMLElement>): void {
  const group = event.currentTarget;
  if (event.target !== group) return;
  const control =
    group.querySelector<HTMLElement>("input:checked:enabled") ?? group.querySelector<HTMLElement>("input:enabled");
  control?.focus();
}
