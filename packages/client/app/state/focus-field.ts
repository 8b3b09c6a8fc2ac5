/** Moves the focus into a field, and the field into sight. */
export function focusField(id: number): void {
  const field = document.getElementById(`field-${id}`);
  const target = document.getElementById(`c${id}`);
  const focusable = "input:not([type=hidden]), textarea, select, button, [tabindex]";
  const inner = target?.matches(focusable) ? target : (target ?? field)?.querySelector<HTMLElement>(focusable);
  (inner ?? field?.querySelector<HTMLElement>(focusable))?.focus();
  field?.scrollIntoView({ block: "nearest" });
}
