import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startScript, type RunningScript } from "../script.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
let script: RunningScript;
beforeEach(async () => {
  script = await startScript(["--import", "tsx", "app.ts"], folder);
});
afterEach(async () => void (await script?.stop()));

interface Event {
  readonly event: string;
  readonly id: string | null;
  readonly data: Record<string, unknown>;
}

/** Events as they come; ends where the stream does. */
async function* eventsOf(url: string, headers: Record<string, string> = {}): AsyncGenerator<Event> {
  const answer = await fetch(url, { headers });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/event-stream; charset=utf-8"]);
  let text = "";
  for await (const piece of answer.body!.pipeThrough(new TextDecoderStream())) {
    text += piece;
    const parts = text.split("\n\n");
    text = parts.pop()!;
    for (const part of parts) {
      const fields = new Map(part.split("\n").map((line) => line.split(/: (.*)/s, 2) as [string, string]));
      const data = JSON.parse(fields.get("data") ?? "null") as Record<string, unknown>;
      if (fields.has("event")) yield { event: fields.get("event")!, id: fields.get("id") ?? null, data };
    }
  }
}

async function until(events: AsyncGenerator<Event>, name: string, times = 1): Promise<Event[]> {
  const heard: Event[] = [];
  for (let left = times; left > 0;) {
    // oxlint-disable-next-line no-await-in-loop -- events come one after another
    const { value, done } = await events.next();
    if (done === true) throw new Error(`The stream ended before "${name}".`);
    heard.push(value);
    if (value.event === name) left -= 1;
  }
  return heard;
}

async function all(events: AsyncGenerator<Event>): Promise<Event[]> {
  const heard: Event[] = [];
  for await (const event of events) heard.push(event);
  return heard;
}

const numbered = (list: readonly Event[]): Event[] => list.filter(({ id }) => id !== null);

async function start(text: string): Promise<{ url: string; events: string }> {
  const answer = await fetch(`${script.url}/api/steps?wait=0`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ text }),
  });
  expect(answer.status).toBe(202);
  return (await answer.json()) as { url: string; events: string };
}

/** Lets a call take its next step. Signals that come close together would be one. */
async function step(number: number, text: string): Promise<void> {
  script.child.kill("SIGUSR2");
  await script.printed(new RegExp(`took step ${number} of ${text}`));
}

test("several follow one call, come back where they were, and all hear its end", async () => {
  const { url, events } = await start("ab");
  const one = eventsOf(events);
  const other = eventsOf(events);
  await Promise.all([until(one, "started"), until(other, "started")]);
  await step(1, "ab");
  const [heard] = await Promise.all([until(one, "data"), until(other, "data")]);
  expect(heard.find(({ event }) => event === "progress")?.data).toMatchObject({ bars: [{ done: 1, total: 3 }] });
  expect(heard.find(({ event }) => event === "log")?.data).toMatchObject({ level: "info", text: "Step 1" });
  const last = heard.at(-1)!;
  expect(last.data).toEqual({ data: { text: "ab", rows: [0] } });
  expect(await (await fetch(url)).json()).toMatchObject({ state: "running", data: { text: "ab" } });
  // One leaves; the other and the call go on.
  await other.return(undefined);
  await step(2, "ab");
  expect((await until(one, "data")).at(-1)!.data).toEqual({ data: { text: "abab", rows: [0, 1] } });
  const back = eventsOf(events, { "last-event-id": last.id! });
  expect((await until(back, "data")).at(-1)!.data).toEqual({ data: { text: "abab", rows: [0, 1] } });
  await step(3, "ab");
  const [rest, same] = await Promise.all([all(one), all(back)]);
  expect(numbered(rest)).toEqual(numbered(same));
  const end = rest.at(-1)!;
  expect(end).toMatchObject({ event: "end", data: { state: "done", data: { text: "ababab", rows: [0, 1, 2] } } });
  // Whoever comes late hears everything, and who has heard everything is told so.
  expect((await all(eventsOf(events))).map(({ event }) => event)).toEqual([
    "started",
    "log",
    "data",
    "log",
    "data",
    "log",
    "data",
    "end",
  ]);
  expect((await fetch(events, { headers: { "last-event-id": end.id! } })).status).toBe(204);
  expect((await fetch(events, { headers: { "last-event-id": "x" } })).status).toBe(400);
});

test("a waiting call tells its place, a cancelled one its end", async () => {
  const first = await start("a");
  const second = await start("b");
  const waiting = eventsOf(second.events);
  expect((await until(waiting, "position")).at(-1)!.data).toEqual({ rank: 0, size: 1, etaMs: null });
  expect((await fetch(second.url, { method: "DELETE" })).status).toBe(204);
  expect((await all(waiting)).at(-1)).toMatchObject({ event: "end", data: { state: "cancelled" } });
  expect((await fetch(first.url, { method: "DELETE" })).status).toBe(204);
});

test("a call whose listeners have all left runs to its end", async () => {
  const { url, events } = await start("a");
  const listener = eventsOf(events);
  await until(listener, "started");
  await listener.return(undefined);
  await step(1, "a");
  await step(2, "a");
  await step(3, "a");
  const late = await all(eventsOf(events));
  expect(late.at(-1)!.data).toMatchObject({ state: "done", data: { text: "aaa" } });
  expect(await (await fetch(url)).json()).toMatchObject({ state: "done", data: { text: "aaa" } });
});
