/** Bounds of a histogram of times in milliseconds: ten a decade, from 0.1 ms to 2.2 hours. */
export const timeBounds: readonly number[] = decades([1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8], -1, 6);

/** Bounds of a histogram of batch sizes. */
export const sizeBounds: readonly number[] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

/** Counts of values by size, in a fixed amount of memory. */
export class Histogram {
  readonly bounds: readonly number[];
  /** Values up to each bound and above the one before it; the last are above all bounds. */
  readonly counts: Float64Array;
  count = 0;
  sum = 0;

  /** `bounds` ascend. */
  constructor(bounds: readonly number[]) {
    this.bounds = bounds;
    this.counts = new Float64Array(bounds.length + 1);
  }

  add(value: number): void {
    let low = 0;
    let high = this.bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.bounds[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    this.counts[low] = (this.counts[low] as number) + 1;
    this.count += 1;
    this.sum += value;
  }

  /** Adds what another one with the same bounds has counted. */
  merge(other: Histogram): void {
    for (let index = 0; index < this.counts.length; index++) {
      this.counts[index] = (this.counts[index] as number) + (other.counts[index] as number);
    }
    this.count += other.count;
    this.sum += other.sum;
  }

  clear(): void {
    this.counts.fill(0);
    this.count = 0;
    this.sum = 0;
  }

  /** The values that are at most `bound`, which must be one of the bounds. */
  upTo(bound: number): number {
    let total = 0;
    for (const [index, limit] of this.bounds.entries()) {
      if (limit > bound) break;
      total += this.counts[index] as number;
    }
    return total;
  }

  /**
   * The value below which the share `share` of all lies, as exact as the bounds are close: a tenth of a decade for
   * times. null where nothing was counted.
   */
  quantile(share: number): number | null {
    if (this.count === 0) return null;
    const rank = share * this.count;
    let before = 0;
    for (const [index, count] of this.counts.entries()) {
      if (count > 0 && before + count >= rank) {
        const low = index === 0 ? 0 : (this.bounds[index - 1] as number);
        const high = this.bounds[index] ?? low;
        return low + ((high - low) * Math.max(0, rank - before)) / count;
      }
      before += count;
    }
    return this.bounds.at(-1) ?? null;
  }
}

function decades(steps: readonly number[], first: number, last: number): number[] {
  const exponents = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  // Through text, so that a bound is the number that one would write.
  return exponents.flatMap((exponent) => steps.map((step) => Number(`${step}e${exponent}`)));
}
