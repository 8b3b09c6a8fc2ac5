import { copyText } from "./tool-actions.ts";

// Buttons that say so.
const told = new WeakSet<Element>();

/** Copies the block of code beside a button, which says so for a moment. */
export async function copyBlock(button: Element): Promise<void> {
  if (!(await copyText(button.nextElementSibling?.textContent ?? ""))) return;
  if (told.has(button)) return;
  told.add(button);
  const words = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => {
    button.textContent = words;
    told.delete(button);
  }, 1_500);
}
