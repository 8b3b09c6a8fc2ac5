/** Gives each table of a formatted text a place in which it scrolls by itself, and each block of code a button that copies it. */
export function frameBlocks(fragment: DocumentFragment): void {
  for (const table of fragment.querySelectorAll("table")) {
    const frame = frameAround(table, "wide");
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Table");
  }
  for (const block of fragment.querySelectorAll("pre")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn sm ghost";
    // The page listens for these.
    button.dataset["copy"] = "";
    button.textContent = "Copy";
    frameAround(block, "block").prepend(button);
  }
}

function frameAround(element: Element, look: string): HTMLElement {
  const frame = document.createElement("div");
  frame.className = look;
  element.replaceWith(frame);
  frame.append(element);
  return frame;
}
