const longest = 200;
// Not in names of any common file system, or with a meaning in a shell, a URL or a sentence's direction.
const unwanted = /[<>:"/\\|?*`$!{}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** A file's own name: without folders and unwanted characters, at most 200 bytes of UTF-8, never empty. */
export function cleanFileName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  const clean = base
    .replace(unwanted, "")
    .replace(/^[\s.]+|[\s.]+$/g, "")
    .replace(devices, "_$&");
  return shorten(clean) || "file";
}

// The ending says what a file is, so the middle goes.
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= longest) return name;
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && Buffer.byteLength(name.slice(dot)) <= 20 ? name.slice(dot) : "";
  let stem = "";
  let room = longest - Buffer.byteLength(ending);
  for (const character of ending === "" ? name : name.slice(0, dot)) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    stem += character;
  }
  return stem + ending;
}
