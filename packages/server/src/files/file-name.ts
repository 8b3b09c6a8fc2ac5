const longest = 200;
// More than any file system takes: what lies beyond is not looked at. A folder's names stand before the last slash.
const mostRead = 1_000;
// Not in names of any common file system, or with a meaning in a shell, a URL or a sentence's direction. Joiners stay:
// Persian words and many emoji are made with them.
const unwanted = /[<>:"/\\|?*`$!{}\uFEFF\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu;
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
const visible = /[^\s.\p{Default_Ignorable_Code_Point}]/u;

/**
 * A file's own name: without folders and unwanted characters, at most 200 bytes of UTF-8, never empty, `.` or `..`. A dot
 * in front stays, as in `.env`. Takes time in proportion to the name.
 */
export function cleanFileName(name: string): string {
  const base = name.slice(Math.max(name.lastIndexOf("/"), name.lastIndexOf("\\")) + 1);
  const clean = trim(shorten(trim(bound(base).replace(unwanted, "")).replace(devices, "_$&")));
  return visible.test(clean) ? clean : "file";
}

function bound(name: string): string {
  return name.length > mostRead ? name.slice(0, mostRead / 2) + name.slice(-mostRead / 2) : name;
}

/** Without blanks at both ends and dots at the end, which Windows drops. */
function trim(name: string): string {
  const from = name.trimStart();
  let end = from.length;
  while (end > 0 && (from[end - 1] === "." || from[end - 1]!.trim() === "")) end--;
  return from.slice(0, end);
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
