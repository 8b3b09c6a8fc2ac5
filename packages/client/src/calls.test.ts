import type { CallMessage, ClientMessage } from "@vitrine/protocol";
import { describe, expect, test } from "vitest";
import type { CallState } from "./call-state.ts";
import { Calls, refuseLarge } from "./calls.ts";

/** Calls over a wire that can be cut, with everything that went over it. */
function wire() {
  const sent: ClientMessage[] = [];
  const states = new Map<string, CallState>();
  const logs: string[] = [];
  const world = { open: true, now: 0, resumed: 0, sent, states, logs };
  const calls = new Calls({
    send: (message) => {
      if (world.open) sent.push(message);
      return world.open;
    },
    resume: () => (world.resumed += 1),
    now: () => world.now,
    onChange: (call, state) => states.set(call, state),
    onLog: (_, { text }) => logs.push(text),
  });
  const submit = (call: string): void => {
    calls.add(call);
    calls.submit({ msg: "call", call, fn: 0, data: [call] });
  };
  const receive = (...messages: CallMessage[]): void => messages.forEach((message) => calls.receive(message));
  return { world, calls, submit, receive, state: (call: string) => states.get(call) };
}

const accepted = { msg: "accepted", call: "a", n: 0 } as const;
const started = { msg: "started", call: "a", n: 1, etaMs: 900, generator: true } as const;
const value = (n: number, text: string): CallMessage => ({ msg: "values", call: "a", n, values: [text] });
const more = (n: number, text: string): CallMessage => ({
  msg: "edits",
  call: "a",
  n,
  edits: [[["append", [], text]]],
});
const done = (n: number): CallMessage => ({ msg: "end", call: "a", n, status: "done", ranMs: 5 });

describe("a call", () => {
  test("goes from sent to its end, its values built from edits", () => {
    const { receive, submit, state } = wire();
    submit("a");
    expect(state("a")?.phase).toBe("sent");
    receive(accepted, { msg: "position", call: "a", rank: 1, size: 3, etaMs: 70 });
    expect(state("a")).toMatchObject({ phase: "waiting", position: { rank: 1, size: 3, etaMs: 70 } });
    receive(started, value(2, "A fox"), more(3, " runs"));
    expect(state("a")).toMatchObject({ phase: "running", generator: true, values: ["A fox runs"], position: null });
    receive(done(4));
    expect(state("a")).toMatchObject({ phase: "done", ranMs: 5, values: ["A fox runs"] });
  });

  test("that was not accepted ends where the app cannot take it any more; one that was goes on", () => {
    const { world, calls, submit, receive, state } = wire();
    submit("a");
    receive(accepted);
    submit("b");
    world.open = false;
    calls.lost();
    submit("c");
    world.open = true;
    const sent = world.sent.length;
    calls.opened({ code: "outdated", message: "Reload." });
    submit("d");
    expect(world.sent).toHaveLength(sent);
    expect(state("a")?.phase).toBe("waiting");
    for (const call of ["b", "c", "d"])
      expect(state(call)).toMatchObject({ phase: "error", error: { code: "outdated" } });
    calls.opened();
    submit("e");
    expect(state("e")?.phase).toBe("sent");
  });

  test("that is made without a socket is held and sent once there is one", () => {
    const { world, calls, submit, state } = wire();
    world.open = false;
    submit("a");
    expect(state("a")).toBeUndefined();
    world.open = true;
    calls.opened();
    expect(world.sent).toMatchObject([{ msg: "call", call: "a" }]);
    expect(state("a")?.phase).toBe("sent");
  });

  test("that was not accepted is sent again with its id; one that was is listed with its last event", () => {
    const { world, calls, receive, submit } = wire();
    submit("a");
    submit("b");
    receive(accepted, started, value(2, "x"));
    calls.lost();
    expect(calls.positions()).toEqual([{ call: "a", after: 2 }]);
    calls.opened();
    expect(world.sent.map((message) => message.msg === "call" && message.call)).toEqual(["a", "b", "b"]);
  });

  test("passes over events that come a second time", () => {
    const { receive, submit, state } = wire();
    submit("a");
    receive(accepted, started, value(2, "x"), more(3, "y"), value(2, "x"), more(3, "y"));
    expect(state("a")?.values).toEqual(["xy"]);
  });

  test("asks again for events that are missing, and uses what then comes", () => {
    const { world, receive, submit, state } = wire();
    submit("a");
    receive(accepted, started, value(2, "x"), more(4, "z"));
    expect([world.resumed, state("a")?.values]).toEqual([1, ["x"]]);
    receive(more(3, "y"), more(4, "z"), done(5));
    expect(state("a")).toMatchObject({ phase: "done", values: ["xyz"] });
  });

  test("takes full values over a gap, as the server sends them when its log was cut", () => {
    const { world, receive, submit, state } = wire();
    submit("a");
    receive(accepted, value(1_500, "all"), done(1_501));
    expect([world.resumed, state("a")?.values, state("a")?.phase]).toEqual([0, ["all"], "done"]);
  });

  test("fails where edits do not fit even after asking again, instead of showing a wrong value", () => {
    const { world, receive, submit, state } = wire();
    submit("a");
    const wrong: CallMessage = { msg: "edits", call: "a", n: 3, edits: [[["append", ["nowhere"], "y"]]] };
    receive(accepted, started, value(2, "x"), wrong, wrong);
    expect(world.resumed).toBe(1);
    expect(state("a")).toMatchObject({ phase: "error", error: { code: "failed" } });
  });

  test("tells its log lines", () => {
    const { world, receive, submit } = wire();
    submit("a");
    receive(accepted, started, { msg: "log", call: "a", n: 2, level: "info", text: "hi", title: null, durationMs: 1 });
    expect(world.logs).toEqual(["hi"]);
  });
});

describe("cancelling", () => {
  test("asks the server and waits for its answer", () => {
    const { world, calls, submit, state } = wire();
    submit("a");
    calls.cancel("a");
    expect(world.sent.at(-1)).toEqual({ msg: "cancel", call: "a" });
    expect(state("a")?.phase).toBe("sent");
  });

  test("ends a held call at once, and it is never sent", () => {
    const { world, calls, submit, state } = wire();
    world.open = false;
    submit("a");
    calls.cancel("a");
    world.open = true;
    calls.opened();
    expect(state("a")?.phase).toBe("cancelled");
    expect(world.sent).toEqual([]);
  });

  test("without a socket ends a running call at once and tells the server later", () => {
    const { world, calls, receive, submit, state } = wire();
    submit("a");
    receive(accepted, started);
    world.open = false;
    world.now = 3_200;
    calls.cancel("a");
    expect(state("a")).toMatchObject({ phase: "cancelled", ranMs: 3_200 });
    world.open = true;
    calls.opened();
    expect(world.sent.at(-1)).toEqual({ msg: "cancel", call: "a" });
  });
});

test("the server is told which calls have ended, once there are many, each once", () => {
  const { world, receive, submit } = wire();
  const end = (call: string): void =>
    receive({ msg: "accepted", call, n: 0 }, { msg: "end", call, n: 1, status: "done", ranMs: 5 });
  for (let count = 0; count < 40; count += 1) {
    submit(`call ${count}`);
    submit(`open ${count}`);
    end(`call ${count}`);
  }
  const seen = world.sent.flatMap((message) => (message.msg === "seen" ? message.calls : []));
  expect(seen).toEqual(Array.from({ length: 32 }, (_, count) => `call ${count}`));
});

test("a call that cut the socket off is not sent again", () => {
  const { world, calls, submit, state } = wire();
  submit("a");
  calls.lost({ code: "too-large", message: "Too large." });
  calls.lost();
  calls.opened();
  expect(state("a")).toMatchObject({ phase: "error", error: { code: "too-large" } });
  expect(world.sent).toHaveLength(1);
});

test("a copied tab forgets the calls of the tab that it was copied from, not its own", () => {
  const { calls, submit, state } = wire();
  calls.attach("old", 5);
  submit("own");
  expect(calls.positions()).toEqual([{ call: "old", after: -1 }]);
  calls.forgetAttached();
  expect([state("old")?.phase, state("own")?.phase]).toEqual(["forgotten", "sent"]);
});

test("an attached call keeps the time at which it began", () => {
  const { world, calls, receive, state } = wire();
  world.now = 9_000;
  calls.attach("a", 2_000);
  receive(accepted, started);
  expect(state("a")?.startedAt).toBe(2_000);
});

test("a message over the limit is refused at its largest value, in bytes", () => {
  const message = { msg: "call", call: "a", fn: 0, data: ["x", "é".repeat(700_000), 3] } as const;
  const error = refuseLarge(message, 1024 * 1024, ["first", "second", null]);
  expect(error?.code).toBe("too-large");
  expect(error?.fields).toMatchObject([{ name: "second", index: 1 }]);
  expect(error?.message).toBe("Too large to send: 1.3 MB. Please give at most 1.0 MB.");
  expect(refuseLarge(message, 2 * 1024 * 1024, [])).toBeNull();
});
