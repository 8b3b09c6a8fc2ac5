const families: readonly string[] = ["image", "audio", "video", "text"];
const form = /^(\.[\w.+-]+|[\w.+-]+\/([\w.+-]+|\*)|file)$/;

/** Says what is wrong with an author's `fileTypes`; null where nothing is. */
export function checkFileTypes(value: unknown): string | null {
  const good = (type: unknown) => typeof type === "string" && (families.includes(type) || form.test(type));
  return Array.isArray(value) && value.length > 0 && value.every(good)
    ? null
    : `must be a list of endings such as ".csv", of ${families.map((family) => `"${family}"`).join(", ")}, or of media types such as "application/pdf"`;
}

/** Whether a file is of one of the types, by its name and by the media type that the visitor's program told. */
export function isOfTypes(file: { readonly name: string; readonly type: string }, types: readonly string[]): boolean {
  const name = file.name.toLowerCase();
  const media = file.type.toLowerCase();
  return types.some((type) => {
    const wanted = type.toLowerCase();
    if (wanted === "file") return true;
    if (wanted.startsWith(".")) return name.endsWith(wanted);
    if (families.includes(wanted)) return media.startsWith(`${wanted}/`);
    return wanted.endsWith("/*") ? media.startsWith(wanted.slice(0, -1)) : media.split(";", 1)[0] === wanted;
  });
}
