import { copyText } from "./tool-actions.ts";

/** Copies the block of code beside a button, which says so for a moment. */
export async function copyBlock(button: Element): Promise<void> {
  if (!(await copyText(button.nextElementSibling?.textContent ?? ""))) return;
  const words = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = words), 1_500);
}
