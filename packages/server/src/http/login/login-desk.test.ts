import { expect, test } from "vitest";
import { resolveAuth, type AuthOptions } from "../../app/auth-options.ts";
import { ManualClock } from "../../queue/manual-clock.ts";
import { createLogin, type Login } from "./login.ts";
import type { AskLogin } from "./login-settings.ts";

function loginOf(
  auth: AuthOptions,
  clock: ManualClock,
  ask: AskLogin = () => Promise.resolve({ failed: true }),
): Login {
  const { settings } = resolveAuth("launch()", auth)!;
  let ids = 0;
  const randomId = (): string => String((ids += 1)).padStart(32, "0");
  return createLogin({ settings, instance: "a", rootPath: "/app", tries: 10, clock, randomId, ask });
}

function basic(user: string, password: string): Headers {
  return new Headers({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` });
}

test("a login ends after a day", () => {
  const clock = new ManualClock();
  const { cookie } = loginOf({ auth: ["ann", "secret"] }, clock);
  const [pair = ""] = cookie.print("ann", false).split(";");
  clock.advance(86_399_000);
  expect(cookie.read(pair)).toMatchObject({ user: "ann" });
  clock.advance(2_000);
  expect(cookie.read(pair)).toBeNull();
});

test("wrong tries are forgotten after a minute, and those of right passwords at once", async () => {
  const clock = new ManualClock();
  const { desk } = loginOf({ auth: ["ann", "secret"] }, clock);
  const kinds = async (password: string, times: number): Promise<string[]> =>
    (await Promise.all(Array.from({ length: times }, () => desk.check("ann", password, "2001:db8::1")))).map(
      ({ is }) => is,
    );
  expect(new Set(await kinds("secret", 30))).toEqual(new Set(["known", "too-many"]));
  expect(new Set(await kinds("secret", 5))).toEqual(new Set(["known"]));
  expect(new Set(await kinds("wrong", 10))).toEqual(new Set(["wrong"]));
  expect(await desk.check("ann", "secret", "2001:db8::2")).toEqual({ is: "too-many", waitMs: 60_000 });
  clock.advance(59_000);
  expect(await desk.check("ann", "secret", "2001:db8::1")).toEqual({ is: "too-many", waitMs: 1_000 });
  clock.advance(1_000);
  expect(await kinds("secret", 1)).toEqual(["known"]);
});

test("a script that does not answer within five seconds is no answer, and no wrong try", async () => {
  const clock = new ManualClock();
  const { desk } = loginOf({ auth: () => true }, clock, () => new Promise(() => {}));
  for (let tries = 0; tries < 12; tries += 1) {
    const found = desk.check("ann", "secret", "192.0.2.1");
    clock.advance(5_000);
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    expect(await found).toEqual({ is: "no-answer" });
  }
});

test("the script is asked once a minute about HTTP Basic, and once in ten seconds about the same request", async () => {
  const clock = new ManualClock();
  const asked: string[] = [];
  const ask: AskLogin = (question) => {
    asked.push(question.by);
    return Promise.resolve({ user: "ann" });
  };
  const byPassword = loginOf({ auth: () => true }, clock, ask).desk;
  for (const ms of [0, 59_000, 1_000]) {
    clock.advance(ms);
    // oxlint-disable-next-line no-await-in-loop -- one request after the other
    expect(await byPassword.recognize(basic("ann", "secret"), "192.0.2.1", true)).toMatchObject({ is: "known" });
  }
  expect(await byPassword.recognize(basic("ann", "secret"), "192.0.2.1", false)).toEqual({ is: "stranger" });
  expect(asked).toEqual(["password", "password"]);
  const byRequest = loginOf({ authDependency: () => "ann" }, clock, ask).desk;
  for (const ms of [0, 9_000, 1_000]) {
    clock.advance(ms);
    // oxlint-disable-next-line no-await-in-loop -- one request after the other
    await byRequest.recognize(new Headers({ "x-user": "ann" }), "192.0.2.1", false);
  }
  await byRequest.recognize(new Headers({ "x-user": "bob" }), "192.0.2.1", false);
  expect(asked.slice(2)).toEqual(["request", "request", "request"]);
});

test.each([
  [{ auth: [] }, /auth must be/],
  [{ auth: ["ann", ""] }, /auth must be/],
  [{ auth: { ann: "" } }, /auth must be/],
  [{ auth: [["ann", "secret", "more"]] }, /auth must be/],
  [
    {
      auth: [
        ["ann", "secret"],
        ["ann ", "other"],
      ],
    },
    /"ann" twice/,
  ],
  [{ auth: ["ann", "secret"], authDependency: () => null }, /exclude each other/],
  [{ authMessage: "Hello" }, /give auth as well/],
])("options that cannot work are refused without a password in the text: %j", (options, message) => {
  const refused = (): unknown => resolveAuth("launch()", options as AuthOptions);
  expect(refused).toThrow(message);
  expect(refused).not.toThrow(/secret/);
});
