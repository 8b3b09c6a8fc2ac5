const units = ["bytes", "KB", "MB", "GB", "TB"] as const;

/** A size for people, in steps of 1,024: "1 byte", "640 bytes", "1.4 MB", "20 MB". */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  if (unit === 0) return size === 1 ? "1 byte" : `${Math.round(size)} bytes`;
  // One decimal where it tells something: 1.4 MB, but 20 MB and 140 MB.
  const text = size < 99.95 ? size.toFixed(1).replace(/\.0$/, "") : size.toFixed(0);
  return `${text} ${units[unit]}`;
}
