/** Kinds whose input draws its label itself, in the row of the control; the page leaves its label row out. */
export const ownLabel: ReadonlySet<string> = new Set(["button", "checkbox"]);
