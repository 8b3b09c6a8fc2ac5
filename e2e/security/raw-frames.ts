import { randomBytes } from "node:crypto";

/** What is unusual about a frame. */
export interface FrameOptions {
  /** Whether it ends its message. */
  readonly last?: boolean;
  /** The three reserved bits, 0 to 7. */
  readonly reserved?: number;
  readonly mask?: boolean;
  /** The length that it claims to have, in bytes. */
  readonly length?: number;
}

/** A frame of a WebSocket (RFC 6455) as a client would send it, or would not. */
export function frame(operation: number, content: string | Buffer, options: FrameOptions = {}): Buffer {
  const payload = Buffer.from(content);
  const { last = true, reserved = 0, mask = true, length = payload.length } = options;
  const first = (last ? 0x80 : 0) | (reserved << 4) | operation;
  const flag = mask ? 0x80 : 0;
  const size = Buffer.alloc(length < 126 ? 1 : length < 65_536 ? 3 : 9);
  if (length < 126) size[0] = flag | length;
  else if (length < 65_536) {
    size[0] = flag | 126;
    size.writeUInt16BE(length, 1);
  } else {
    size[0] = flag | 127;
    size.writeBigUInt64BE(BigInt(length), 1);
  }
  const key = mask ? randomBytes(4) : Buffer.alloc(0);
  const body = mask ? payload.map((byte, index) => byte ^ (key[index % 4] ?? 0)) : payload;
  return Buffer.concat([Buffer.from([first]), size, key, body]);
}

/** The code of the first close frame behind the head of an answer; 0 where there is none. */
export function closeCodeOf(answer: Buffer): number {
  let at = answer.indexOf("\r\n\r\n") + 4;
  while (at + 2 <= answer.length) {
    const operation = (answer[at] ?? 0) & 15;
    const short = (answer[at + 1] ?? 0) & 127;
    const head = short === 126 ? 4 : short === 127 ? 10 : 2;
    const length = short === 126 ? answer.readUInt16BE(at + 2) : short === 127 ? answer.length : short;
    if (operation === 8) return length >= 2 ? answer.readUInt16BE(at + head) : 0;
    at += head + length;
  }
  return 0;
}
