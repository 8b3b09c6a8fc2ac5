const marks = /[\n*_`[\]<>#|~\\&]|^\s*(?:[-+]|\d+[.)])\s|^\s*[-=]{3}|^\s{4}|https?:|www\.|@/;

/** Whether a text reads the same with and without Markdown, so that no renderer has to be loaded for it. */
export function isPlain(text: string): boolean {
  return !marks.test(text);
}
