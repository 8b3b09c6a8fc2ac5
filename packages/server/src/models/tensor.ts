import { types } from "node:util";

/** Numbers (or words) in a shape, row by row. */
export interface Tensor {
  readonly data: TensorData;
  /** Sizes, outermost first. */
  readonly dims: readonly number[];
}

/** A tensor that a model gave. */
export interface OutputTensor extends Tensor {
  /** onnxruntime's name of the element type: `float32`, `int64`. */
  readonly type: string;
}

/** What holds the elements: a typed array of the model's element type, or words. */
export type TensorData =
  | Float32Array
  | Float64Array
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array
  | readonly string[];

/** What a model's metadata says of one input or output. A free dimension is a name. */
export interface TensorMetadata {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly (number | string)[];
}

/** By element types the arrays that hold them, each by the name that all arrays of its kind bear. */
const arrays: Readonly<Record<string, string>> = {
  float32: "Float32Array",
  float64: "Float64Array",
  float16: "Uint16Array",
  int8: "Int8Array",
  uint8: "Uint8Array",
  bool: "Uint8Array",
  int16: "Int16Array",
  uint16: "Uint16Array",
  int32: "Int32Array",
  uint32: "Uint32Array",
  int64: "BigInt64Array",
  uint64: "BigUint64Array",
  string: "Array",
};

/** The kind of array that a value is, from whatever realm; of a Buffer "Uint8Array". Undefined for what is none. */
export function arrayKind(value: unknown): string | undefined {
  if (Array.isArray(value)) return "Array";
  return types.isTypedArray(value) ? value[Symbol.toStringTag] : undefined;
}

/** Checks tensors against a model's inputs; throws a `TypeError` that names the first one that does not fit. */
export function checkFeeds(
  model: string,
  inputs: readonly TensorMetadata[],
  feeds: Readonly<Record<string, Tensor>>,
): void {
  const names = inputs.map((input) => input.name);
  for (const name of Object.keys(feeds)) {
    if (!names.includes(name))
      throw new TypeError(`${model} has no input "${name}"; its inputs are ${names.join(", ")}.`);
  }
  for (const input of inputs) {
    const tensor = feeds[input.name];
    if (tensor === undefined) throw new TypeError(`${model} needs the input "${input.name}", which was not given.`);
    checkTensor(`Input "${input.name}" of ${model}`, input, tensor);
  }
}

function checkTensor(where: string, { type, shape }: TensorMetadata, { data, dims }: Tensor): void {
  const wanted = arrays[type];
  const given = arrayKind(data);
  if (wanted !== undefined && given !== wanted) {
    throw new TypeError(`${where} is ${type}: give its data as ${wanted}, not ${given ?? showKind(data)}.`);
  }
  if (!Array.isArray(dims) || !dims.every((size) => Number.isInteger(size) && size >= 0)) {
    throw new TypeError(
      `${where} needs dims, a list of whole numbers like ${printShape(shape)}; got ${JSON.stringify(dims)}.`,
    );
  }
  const fits = dims.length === shape.length && shape.every((size, at) => typeof size !== "number" || size === dims[at]);
  if (!fits) throw new TypeError(`${where} has the shape ${printShape(shape)}; got ${printShape(dims)}.`);
  const count = dims.reduce((product, size) => product * size, 1);
  if (data.length !== count) {
    throw new TypeError(`${where} with dims ${printShape(dims)} takes ${count} elements; its data has ${data.length}.`);
  }
}

function showKind(value: unknown): string {
  return typeof value === "object" && value !== null ? `a ${value.constructor?.name ?? "record"}` : String(value);
}

function printShape(shape: readonly (number | string)[]): string {
  return `[${shape.join(", ")}]`;
}

/** A tensor of zeros that fits an input, every free dimension 1; null where zeros make no sense. */
export function zeros({ type, shape }: TensorMetadata): Tensor | null {
  const Elements = zeroArrays[type];
  if (Elements === undefined) return null;
  const dims = shape.map((size) => (typeof size === "number" ? size : 1));
  return { data: new Elements(dims.reduce((product, size) => product * size, 1)), dims };
}

const zeroArrays: Readonly<Record<string, new (length: number) => Exclude<TensorData, readonly string[]>>> = {
  float32: Float32Array,
  float64: Float64Array,
  float16: Uint16Array,
  int8: Int8Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  int32: Int32Array,
  int64: BigInt64Array,
};
