// Taking out fewer than this is not worth a new table; more items than that would take long to copy.
const leastRemoved = 64;
const mostCopied = 4096;

/** Whether a table of `size` items from which `removed` were taken out should be copied before it grows again. */
export function isWornOut(size: number, removed: number): boolean {
  return removed >= leastRemoved && removed >= size && size <= mostCopied;
}
