import { arrayKind, type Tensor, type TensorData } from "./tensor.ts";

type Numbers = Exclude<TensorData, readonly string[]>;

/** Feeds whose numbers all lie in one buffer. */
export interface PackedFeeds {
  readonly feeds: Readonly<Record<string, Tensor>>;
  readonly buffer: ArrayBuffer;
}

// Elements of every type begin at a multiple of their size.
const alignment = 8;
const mostKept = 2;
const largestKept = 32 * 1024 * 1024;

/**
 * Copies feeds into buffers that travel to a model's thread and come back with its results, so that a run allocates
 * nothing: a fresh buffer a batch cost a tenth of a small network's time, most of it collecting garbage.
 */
export class FeedBuffers {
  readonly #spare: ArrayBuffer[] = [];

  /** A copy of the feeds; its buffer may be longer than they need. */
  pack(feeds: Readonly<Record<string, Tensor>>): PackedFeeds {
    const entries = Object.entries(feeds);
    const buffer = this.#take(entries.reduce((sum, [, { data }]) => sum + spaceOf(data), 0));
    let offset = 0;
    const packed = entries.map(([name, { data, dims }]) => {
      const copy = isNumbers(data) ? copyInto(buffer, offset, data) : data;
      offset += spaceOf(data);
      return [name, { data: copy, dims }] as const;
    });
    return { feeds: Object.fromEntries(packed), buffer };
  }

  /** Takes a buffer back for the next feeds. */
  giveBack(buffer: ArrayBuffer): void {
    if (buffer.byteLength > largestKept) return;
    this.#spare.push(buffer);
    this.#spare.sort((left, right) => right.byteLength - left.byteLength);
    this.#spare.length = Math.min(this.#spare.length, mostKept);
  }

  #take(bytes: number): ArrayBuffer {
    const at = this.#spare.findLastIndex(({ byteLength }) => byteLength >= bytes);
    return at === -1 ? new ArrayBuffer(bytes) : this.#spare.splice(at, 1)[0]!;
  }
}

function isNumbers(data: TensorData): data is Numbers {
  return ArrayBuffer.isView(data);
}

function spaceOf(data: TensorData): number {
  return isNumbers(data) ? Math.ceil(data.byteLength / alignment) * alignment : 0;
}

function copyInto(buffer: ArrayBuffer, offset: number, data: Numbers): Numbers {
  // Not by its constructor: that of a Buffer makes no copy of this kind.
  const kind = arrayKind(data) as "Float32Array";
  const copy = new globalThis[kind](buffer, offset, data.length);
  copy.set(data as Float32Array);
  return copy;
}
