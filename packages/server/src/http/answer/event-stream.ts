import type { ServerResponse } from "node:http";
import type { Seat } from "../../budgets/address-count.ts";
import type { Boundary } from "../../faults/boundary.ts";
import { alreadySent } from "./already-sent.ts";
import type { EventStream } from "./open-stream.ts";
import { NodeStream } from "./node-stream.ts";

/** The request that a stream answers. */
export interface StreamRequest {
  /** Node's response, where there is one. */
  readonly outgoing: ServerResponse | undefined;
  /** Headers that no later handler can add. */
  readonly headers: Readonly<Record<string, string>>;
  /** Whether its method is HEAD, which nothing is opened for. */
  readonly headOnly: boolean;
  readonly boundary: Boundary;
  /** Its place among the connections of its address. */
  readonly seat: Seat;
}

const tooMany = { detail: "Too many connections of your address are open. Close some, or try again later." };
const headers = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
  "x-content-type-options": "nosniff",
};

/** Answers with a stream of events: straight to Node's response where there is one, else as a web stream. */
export function eventStream(
  { outgoing, headers: more, headOnly, boundary, seat }: StreamRequest,
  begin: (stream: EventStream) => void,
): Response {
  const head = Object.assign({}, headers, more);
  if (headOnly) return new Response(null, { headers: head });
  if (!seat.take()) return Response.json(tooMany, { status: 429, headers: { ...more, "retry-after": "10" } });
  const open = (stream: EventStream): void => {
    stream.onClose(() => seat.leave());
    begin(stream);
  };
  if (outgoing === undefined) return new Response(webStream(open, boundary), { headers: head });
  const stream = new NodeStream(outgoing, head, boundary);
  boundary.run(
    () => open(stream),
    () => stream.destroy(),
  );
  return alreadySent;
}

function webStream(open: (stream: EventStream) => void, boundary: Boundary): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const room = 65_536;
  let waiting: (() => void)[] = [];
  const closed: (() => void)[] = [];
  let taken = 0;
  let over = false;
  const stop = (close: () => void): void => {
    if (over) return;
    over = true;
    close();
    for (const listener of closed) boundary.run(listener);
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const stream: EventStream = {
          get unsent() {
            return Math.max(0, room - (controller.desiredSize ?? room));
          },
          get taken() {
            return taken;
          },
          send(text, { done } = {}) {
            if (over) return;
            if (text !== "") controller.enqueue(encoder.encode(text));
            if (done === undefined) return;
            if ((controller.desiredSize ?? 0) > 0) queueMicrotask(boundary.wrap(done));
            else waiting.push(done);
          },
          end: () => stop(() => controller.close()),
          destroy: () => stop(() => controller.error(new Error("The stream was cut off."))),
          onClose: (listener) => {
            closed.push(listener);
          },
        };
        boundary.run(
          () => open(stream),
          () => stream.destroy(),
        );
      },
      pull() {
        taken += 1;
        const ready = waiting;
        waiting = [];
        for (const done of ready) boundary.run(done);
      },
      cancel: () => stop(() => {}),
    },
    { highWaterMark: room, size: (piece) => piece?.byteLength ?? 0 },
  );
}
