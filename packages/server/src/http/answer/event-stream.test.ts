import { once } from "node:events";
import { createServer, get } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { AddressCount } from "../../budgets/address-count.ts";
import { createBoundary } from "../../faults/boundary.ts";
import { deferred } from "../../base/deferred.ts";
import type { EventStream } from "./open-stream.ts";
import { eventStream, type StreamRequest } from "./event-stream.ts";

/** Requests of an address of which one stream may be open. */
function made() {
  const count = new AddressCount(1);
  const faults: unknown[] = [];
  const boundary = createBoundary((error) => faults.push(error));
  const request = (outgoing?: StreamRequest["outgoing"]): StreamRequest => ({
    outgoing,
    headers: {},
    headOnly: false,
    boundary,
    seat: count.seat("203.0.113.7"),
  });
  return { faults, request, open: (begin: (stream: EventStream) => void) => eventStream(request(), begin) };
}

test("a stream that ended and is not read to its end leaves its place once", async () => {
  const { open } = made();
  const opened: EventStream[] = [];
  const first = open((stream) => opened.push(stream));
  opened[0]!.send("data: 1\n\n");
  opened[0]!.end();
  expect(open(() => {}).status).toBe(200);
  await first.body!.cancel();
  expect(open(() => {}).status).toBe(429);
});

test("a stream that could not begin leaves its place", () => {
  const { open, faults } = made();
  const fault = new Error("no");
  open(() => {
    throw fault;
  });
  expect(faults).toEqual([fault]);
  expect(open(() => {}).status).toBe(200);
});

test("a client that left before its stream was opened keeps no place", async () => {
  const { request, open } = made();
  const server = createServer().listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  const asking = get({ port: (server.address() as AddressInfo).port, host: "127.0.0.1" }).on("error", () => {});
  const [, outgoing] = (await once(server, "request")) as [unknown, NonNullable<StreamRequest["outgoing"]>];
  asking.destroy();
  await once(outgoing, "close");
  const gone = deferred();
  eventStream(request(outgoing), (stream) => stream.onClose(gone.resolve));
  await gone.promise;
  expect(open(() => {}).status).toBe(200);
});
