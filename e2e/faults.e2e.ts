import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sameServerAfterEach } from "./same-server.ts";
import { type RunningScript, startScript } from "./script.ts";
import { openVisitor } from "./socket-visitor.ts";

const apps = fileURLToPath(new URL("apps", import.meta.url));
let script: RunningScript;

beforeEach(async () => {
  script = await startScript(["--import", "tsx", "faulty.ts"], apps);
});
afterEach(async () => void (await script?.stop()));
sameServerAfterEach(() => script.url);

/** The server goes on: a normal call of somebody else works. */
async function stillWorks(): Promise<void> {
  const other = await openVisitor(script.url);
  expect(await other.call(["echo", "still here"])).toMatchObject({ status: "done", values: ["still here", null] });
}

test("what a function does wrong ends its call with a generic text and an id that the log explains", async () => {
  const visitor = await openVisitor(script.url);
  const explained = {
    throw: /secret: the disk/,
    nothing: /returned nothing/,
    "one of two": /gave 1 values, but it has 2 outputs/,
    unshowable: /its output "data" cannot show/,
  };
  for (const [act, reason] of Object.entries(explained)) {
    const { status, error } = await visitor.call([act, ""]);
    expect({ act, status, code: error?.code }).toEqual({ act, status: "error", code: "failed" });
    expect(error!.message).not.toContain("secret");
    expect(error!.id).toMatch(/^[0-9a-f]{4,8}$/);
    await script.printed(new RegExp(`${error!.id}.*${reason.source}`));
  }
  await stillWorks();
});

test("a UserError reaches the visitor as it is, and a generator that ends early keeps what it gave", async () => {
  const visitor = await openVisitor(script.url);
  expect((await visitor.call(["tell", ""])).error).toMatchObject({
    code: "user",
    message: "The text is too long",
    title: "Too long",
  });
  expect(await visitor.call(["short generator", ""])).toMatchObject({ status: "done", values: ["begun", 1] });
});

test("a generator that ends without a yield leaves the outputs as they are, and the API gets null", async () => {
  const visitor = await openVisitor(script.url);
  const { status, values } = await visitor.call(["empty generator", ""]);
  expect({ status, values }).toEqual({ status: "done", values: null });
  const answer = await fetch(`${script.url}/api/predict`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ act: "empty generator", text: "" }),
  });
  expect([answer.status, await answer.json()]).toEqual([200, { data: { answer: null, data: null } }]);
  await stillWorks();
});

test("what is thrown or rejected after the answer is logged and survived", async () => {
  const visitor = await openVisitor(script.url);
  for (const act of ["late throw", "late reject"]) {
    expect(await visitor.call([act, ""])).toMatchObject({ status: "done" });
  }
  await script.printed(/thrown late/);
  await script.printed(/rejected late/);
  await stillWorks();
});

test("a function that never ends is answered at once when stopped, keeps its slot, and others go on in the next", async () => {
  const visitor = await openVisitor(script.url);
  const call = visitor.begin(["never", ""]);
  await visitor.heard(call, "started");
  visitor.cancel(call);
  expect(await visitor.outcome(call)).toMatchObject({ status: "cancelled" });
  await stillWorks();
  const second = visitor.begin(["never", ""]);
  await visitor.heard(second, "started");
  const waiting = visitor.begin(["echo", "x"]);
  expect(await visitor.heard(waiting, "position")).toMatchObject({ rank: 0, size: 1 });
  visitor.cancel(waiting);
  expect(await visitor.outcome(waiting)).toMatchObject({ status: "cancelled" });
});

test("a listener that never reads does not fill the server's memory, and others are answered meanwhile", async () => {
  const memory = () => {
    const pages = Number(readFileSync(`/proc/${script.child.pid}/statm`, "utf8").split(" ")[1]);
    return (pages * 4_096) / 1024 ** 2;
  };
  const before = memory();
  const deaf = await openVisitor(script.url);
  deaf.socket.pause();
  deaf.begin(["flood", ""]);
  let most = 0;
  for (let round = 0; round < 20; round++) {
    await stillWorks();
    most = Math.max(most, memory());
  }
  expect(most - before).toBeLessThan(400);
  deaf.socket.resume();
});
