/** Width and height of a stored picture, in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** The size that a BMP tells in its head, in pixels; null for what is none. Rows may stand upside down: a height below 0. */
export function bitmapSize(head: Uint8Array): PictureSize | null {
  if (head.length < 26 || head[0] !== 0x42 || head[1] !== 0x4d) return null;
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  // The oldest header, of 12 bytes, has numbers of 16 bits.
  return view.getUint32(14, true) === 12
    ? { width: view.getUint16(18, true), height: view.getUint16(20, true) }
    : { width: Math.abs(view.getInt32(18, true)), height: Math.abs(view.getInt32(22, true)) };
}
