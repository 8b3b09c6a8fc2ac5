/** A part of a file; `end` is its last byte. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The part that a Range header asks for: null for the whole file, also where several parts or nonsense are asked for;
 * "beyond" where the part begins behind the end.
 */
export function parseRange(header: string | undefined, size: number): ByteRange | "beyond" | null {
  if (header === undefined || header.length > 100) return null;
  const match = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/.exec(header.trim());
  if (match === null) return null;
  const [, first, last, tail] = match;
  if (tail !== undefined) {
    const length = Math.min(Number(tail), size);
    return length === 0 ? "beyond" : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === undefined || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== undefined && last !== "" && Number(last) < start) return null;
  return start >= size ? "beyond" : { start, end };
}
