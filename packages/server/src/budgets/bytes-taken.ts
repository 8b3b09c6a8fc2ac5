import type { Socket } from "node:net";

/** The bytes that the network has taken of all that was written; grows within one large write, too. */
export function takenBytes(stream: Socket): number {
  return stream.bytesWritten - stream.writableLength - queuedForNetwork(stream);
}

// Shrinks while one large write is under way, which no public counter of a socket shows; 0 where Node hides it.
function queuedForNetwork(stream: Socket): number {
  const handle: unknown = Reflect.get(stream, "_handle");
  const queued: unknown = typeof handle === "object" && handle !== null ? Reflect.get(handle, "writeQueueSize") : 0;
  return typeof queued === "number" ? queued : 0;
}
