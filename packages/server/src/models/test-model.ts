/** For tests: the bytes of an ONNX model of one node, output = input × factor, float32 of any length. */
export function scalingModel(input: string, output: string, factor: number): Uint8Array {
  const freeShape = part(1, part(2, text("n")));
  const float = part(1, [...number(1, 1), ...part(2, freeShape)]);
  const valueInfo = (name: string): number[] => [...part(1, text(name)), ...part(2, float)];
  const weight = [
    ...number(2, 1),
    ...part(8, text("factor")),
    ...part(9, [...new Uint8Array(Float32Array.of(factor).buffer)]),
  ];
  const node = [...part(1, text(input)), ...part(1, text("factor")), ...part(2, text(output)), ...part(4, text("Mul"))];
  const graph = [
    ...part(1, node),
    ...part(2, text("scaling")),
    ...part(5, weight),
    ...part(11, valueInfo(input)),
    ...part(12, valueInfo(output)),
  ];
  return Uint8Array.from([...number(1, 8), ...part(7, graph), ...part(8, [...part(1, []), ...number(2, 13)])]);
}

// A model is a message of Protocol Buffers: numbers and parts by their number in onnx.proto.
function number(field: number, value: number): number[] {
  return [...varint(field * 8), ...varint(value)];
}

function part(field: number, bytes: readonly number[]): number[] {
  return [...varint(field * 8 + 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}

function text(value: string): number[] {
  return [...new TextEncoder().encode(value)];
}
