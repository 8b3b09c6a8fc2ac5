import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { ByteBudget } from "../../budgets/byte-budget.ts";

// Of a control frame from a client: two bytes and the mask (RFC 6455, section 5.2).
const frameHead = 6;

/**
 * Counts what a socket has sent of a message that is not whole yet, which is kept until it is. Whoever sends more while
 * too much of all is arriving is cut off. `whole` tells that a message has come.
 */
export function countUnfinished(socket: WebSocket, stream: Socket, arriving: ByteBudget): { whole: () => void } {
  let kept = 0;
  const whole = (): void => {
    arriving.free(kept);
    kept = 0;
  };
  // Before the parser, which tells of a message while it reads the piece that ends it.
  stream.prependListener("data", (piece: Buffer) => {
    if (arriving.take(piece.byteLength)) kept += piece.byteLength;
    else socket.terminate();
  });
  // A control frame is kept by nobody, but may stand between the fragments of a message that is.
  for (const kind of ["ping", "pong"] as const) {
    socket.on(kind, (data: Buffer) => {
      const frame = Math.min(kept, data.byteLength + frameHead);
      arriving.free(frame);
      kept -= frame;
    });
  }
  return { whole };
}
