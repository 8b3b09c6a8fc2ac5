import { describe, expect, test } from "vitest";
import { TestGateway } from "../../serve/test-gateway.ts";

function post(
  server: TestGateway,
  path: string,
  body: object,
  more: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const headers = { "content-type": "application/json", ...more };
  return fetch(`${server.gateway.url}/gradio_api/${path}`, { method: "POST", headers, body: JSON.stringify(body) });
}

const idOf = async (answer: Response): Promise<string> => ((await answer.json()) as { event_id: string }).event_id;
const ended = (id: string): RegExp => new RegExp(`"process_completed","event_id":"${id}"`);

/** A stream of which the client has read the end, but which it has not closed; the answer to its next call. */
async function parting(server: TestGateway): Promise<{ stream: AbortController; text: () => Promise<string> }> {
  const join = { data: ["a"], fn_index: 1, session_hash: "s" };
  await post(server, "queue/join", join);
  const stream = new AbortController();
  const events = await fetch(`${server.gateway.url}/gradio_api/queue/data?session_hash=s`, { signal: stream.signal });
  const reader = events.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  const read = async (isEnough: () => boolean): Promise<string> => {
    while (!isEnough()) {
      // oxlint-disable-next-line no-await-in-loop -- one piece after another
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    return text;
  };
  server.runner.done(await server.runner.nextRun(), ['"a"']);
  await read(() => text.includes("process_completed"));
  server.clock.advance(1000);
  await read(() => text.includes("close_stream"));
  return { stream, text: () => read(() => false) };
}

/** Whether a promise has not settled after a request there and back. */
async function waits(server: TestGateway, promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  void promise.finally(() => {
    settled = true;
  });
  await fetch(`${server.gateway.url}/gradio_api/app_id`);
  return !settled;
}

describe("a call that comes when its client was told that the stream ends", () => {
  const next = { data: ["b"], fn_index: 1, session_hash: "s" };

  test("is answered when the client has closed the stream, so that it opens another", async () => {
    await using server = await TestGateway.start();
    const { stream } = await parting(server);
    const answer = post(server, "queue/join", next);
    await server.runner.nextRun();
    expect(await waits(server, answer)).toBe(true);
    stream.abort();
    expect((await answer).status).toBe(200);
  });

  test("is answered five seconds later where the client leaves it open, which then ends", async () => {
    await using server = await TestGateway.start();
    const { text } = await parting(server);
    const answer = post(server, "queue/join", next);
    await server.runner.nextRun();
    expect(await waits(server, answer)).toBe(true);
    server.clock.advance(5000);
    expect((await answer).status).toBe(200);
    expect(await text()).toMatch(/"close_stream","event_id":null\}\n\n$/);
  });

  test("is answered at once where another client asks", async () => {
    await using server = await TestGateway.start();
    const { stream } = await parting(server);
    expect((await post(server, "queue/join", next, { "user-agent": "another" })).status).toBe(200);
    stream.abort();
  });
});

/** A stream of the session, and the way to wait for some words on it. */
async function listen(server: TestGateway): Promise<(words: string) => Promise<string>> {
  const { body } = await fetch(`${server.gateway.url}/gradio_api/queue/data?session_hash=s`);
  const reader = body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  return async (words) => {
    while (!text.includes(words)) {
      // oxlint-disable-next-line no-await-in-loop -- one piece after another
      const { done, value } = await reader.read();
      if (done) break;
      text += value;
    }
    return text;
  };
}

describe("clients that share a session", () => {
  const join = { data: ["a"], fn_index: 1, session_hash: "s" };

  test("each get their answers, also those that were told before they listened", async () => {
    await using server = await TestGateway.start();
    const long = await idOf(await post(server, "queue/join", join));
    const first = await listen(server);
    const running = await server.runner.nextRun();
    const quick = await idOf(await post(server, "queue/join", { ...join, data: ["b"] }));
    server.runner.done(running, ["long"]);
    server.runner.done(await server.runner.nextRun(), ["quick"]);
    expect(await first(`"process_completed","event_id":"${quick}"`)).toMatch(ended(long));
    const second = await listen(server);
    expect(await second(`"process_completed","event_id":"${quick}"`)).toContain('"quick"');
    const next = await idOf(await post(server, "queue/join", join));
    server.runner.done(await server.runner.nextRun(), ["next"]);
    for (const told of [first, second])
      expect(await told(`"process_completed","event_id":"${next}"`)).toContain("next");
  });

  test("are not told again what was told long ago", async () => {
    await using server = await TestGateway.start();
    const call = async (value: string): Promise<string> => {
      const id = await idOf(await post(server, "queue/join", join));
      server.runner.done(await server.runner.nextRun(), [value]);
      return id;
    };
    const opening = await call("opening");
    const first = await listen(server);
    await first(opening);
    const early = await call("early");
    await first(`"process_completed","event_id":"${early}"`);
    // Held open beyond its second of rest.
    const held = await idOf(await post(server, "queue/join", join));
    const run = await server.runner.nextRun();
    server.clock.advance(6000);
    const late = await listen(server);
    server.runner.done(run, ["held"]);
    expect(await late(`"process_completed","event_id":"${held}"`)).not.toMatch(ended(early));
  });
});
