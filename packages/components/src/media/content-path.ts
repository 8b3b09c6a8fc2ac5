/** Where a received file keeps the path of its content. */
export const contentLocation: unique symbol = Symbol.for("vitrine.content");

/** Where the content of a received file lies, of whatever name: asking for its `path` would make a link of its own name. */
export function contentPath(file: { readonly path: string }): string {
  return (file as { readonly [contentLocation]?: string; readonly path: string })[contentLocation] ?? file.path;
}
