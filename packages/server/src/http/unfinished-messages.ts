import type { Socket } from "node:net";
import type { WebSocket } from "ws";
import type { ByteBudget } from "../budgets/byte-budget.ts";

// What a control frame, or the begin of the next message, may leave behind.
const tiny = 1024;

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
  for (const kind of ["ping", "pong"] as const) socket.on(kind, () => kept <= tiny && whole());
  return { whole };
}
