/** The nearest hop's own word in a forwarding header: each hop appends what it saw. Null for none. */
export function nearest(header: string | null): string | null {
  const last = header?.slice(header.lastIndexOf(",") + 1).trim();
  return last === undefined || last === "" ? null : last;
}
