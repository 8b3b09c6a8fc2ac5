import type { ServerResponse } from "node:http";
import { alreadySent } from "./already-sent.ts";
import type { Sink } from "../gateway/listener.ts";
import { takenBytes } from "./taken-bytes.ts";

/** A response that stays open and is written to, piece by piece. */
export interface EventStream extends Sink {
  end(): void;
  /** Cuts the connection. */
  destroy(): void;
  /** Calls when the other side has gone. */
  onClose(listener: () => void): void;
}

const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
};

/** Answers with a stream of events: straight to Node's response where there is one, else as a web stream. */
export function eventStream(
  outgoing: ServerResponse | undefined,
  more: Readonly<Record<string, string>>,
  open: (stream: EventStream) => void,
): Response {
  if (outgoing !== undefined) {
    // What is known at once leaves with the head, in one write.
    outgoing.cork();
    outgoing.writeHead(200, { ...headers, ...more });
    open(nodeStream(outgoing));
    process.nextTick(() => {
      if (!outgoing.writableEnded) outgoing.flushHeaders();
      outgoing.uncork();
    });
    return alreadySent;
  }
  return new Response(webStream(open), { headers: { ...headers, ...more } });
}

function nodeStream(outgoing: ServerResponse): EventStream {
  const uncork = (): void => outgoing.uncork();
  outgoing.on("error", () => outgoing.destroy());
  return {
    get unsent() {
      return outgoing.writableLength;
    },
    get taken() {
      return outgoing.socket === null ? 0 : takenBytes(outgoing.socket);
    },
    send(text, { done } = {}) {
      if (outgoing.writableEnded || outgoing.destroyed) return;
      // What one turn says leaves in one write.
      if (outgoing.writableCorked === 0) {
        outgoing.cork();
        process.nextTick(uncork);
      }
      if (done === undefined) outgoing.write(text);
      else outgoing.write(text, () => done());
    },
    end: () => void outgoing.end(),
    destroy: () => void outgoing.destroy(),
    onClose: (listener) => void outgoing.once("close", listener),
  };
}

function webStream(open: (stream: EventStream) => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const room = 65_536;
  let waiting: (() => void)[] = [];
  let closed: (() => void) | null = null;
  let taken = 0;
  let over = false;
  const stop = (close: () => void): void => {
    if (over) return;
    over = true;
    close();
    closed?.();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        open({
          get unsent() {
            return Math.max(0, room - (controller.desiredSize ?? room));
          },
          get taken() {
            return taken;
          },
          send(text, { done } = {}) {
            if (over) return;
            if (text !== "") controller.enqueue(encoder.encode(text));
            if (done !== undefined) waiting.push(done);
          },
          end: () => stop(() => controller.close()),
          destroy: () => stop(() => controller.error(new Error("The stream was cut off."))),
          onClose: (listener) => {
            closed = listener;
          },
        });
      },
      pull() {
        taken += 1;
        const ready = waiting;
        waiting = [];
        for (const done of ready) done();
      },
      cancel() {
        over = true;
        closed?.();
      },
    },
    { highWaterMark: room, size: (piece) => piece?.byteLength ?? 0 },
  );
}
