import { expect, test } from "vitest";
import { resolveAuth, type AuthOptions } from "../../options/auth-options.ts";
import { ManualClock } from "../../clock/manual-clock.ts";
import { digestOf, sameDigest } from "../../settings/digest.ts";
import { fittingUser } from "../../settings/fitting-user.ts";
import { createLogin, type Login } from "./login.ts";
import type { Asker, Recognition } from "./login-checks.ts";
import type { AskLogin } from "../../settings/login-settings.ts";

function loginOf(
  auth: AuthOptions,
  clock: ManualClock,
  ask: AskLogin = () => Promise.resolve({ failed: true }),
  onUnaddressed: () => void = () => {},
): Login {
  const { settings } = resolveAuth("launch()", auth)!;
  let ids = 0;
  const randomId = (): string => String((ids += 1)).padStart(32, "0");
  return createLogin({ settings, instance: "a", rootPath: "/app", tries: 10, clock, randomId, ask, onUnaddressed });
}

function at(counted: string | null): Asker {
  return { address: counted ?? "127.0.0.1", counted };
}

function basic(user: string, password: string): Headers {
  return new Headers({ authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` });
}

test("a login ends after a day", () => {
  const clock = new ManualClock();
  const { cookie } = loginOf({ auth: ["ann", "secret"] }, clock);
  const [pair = ""] = cookie.print("ann", { secure: false, framed: false }).split(";");
  clock.advance(86_399_000);
  expect(cookie.read(pair)).toMatchObject({ user: "ann" });
  clock.advance(2_000);
  expect(cookie.read(pair)).toBeNull();
});

test("wrong tries of an address are forgotten after a minute, and those of right passwords at once", async () => {
  const clock = new ManualClock();
  const { desk } = loginOf({ auth: { ann: "secret", bob: "secret" } }, clock);
  const kinds = async (password: string, times: number): Promise<string[]> =>
    (
      await Promise.all(Array.from({ length: times }, (_, index) => desk.check(`name ${index}`, password, at("one"))))
    ).map(({ is }) => is);
  const bob = (): Promise<Recognition> => desk.check("bob", "secret", at("one"));
  expect(await bob()).toMatchObject({ is: "known" });
  expect(new Set(await kinds("wrong", 10))).toEqual(new Set(["wrong"]));
  expect(await bob()).toEqual({ is: "too-many", waitMs: 60_000 });
  expect(await desk.check("bob", "secret", at("other"))).toMatchObject({ is: "known" });
  clock.advance(59_000);
  expect(await bob()).toEqual({ is: "too-many", waitMs: 1_000 });
  clock.advance(1_000);
  for (let tries = 0; tries < 30; tries += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    expect(await bob()).toMatchObject({ is: "known" });
  }
});

test.each([
  ["from one place that tells nobody apart", (): null => null],
  ["each from another address", (index: number): string => `198.51.100.${index}`],
])("guesses at a name, %s, are counted, and its right password gets in a second later", async (_, from) => {
  const clock = new ManualClock();
  let unaddressed = 0;
  const { desk } = loginOf({ auth: { ann: "secret", bob: "secret" } }, clock, undefined, () => (unaddressed += 1));
  const guess = (index: number): Promise<Recognition> => desk.check("ann", `wrong ${index}`, at(from(index)));
  for (let index = 0; index < 10; index += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    expect(await guess(index)).toEqual({ is: "wrong" });
  }
  const later = [guess(10), desk.check("ann", "secret", at(from(11))), guess(12)];
  const heard: string[] = [];
  for (const each of later) void each.then(({ is }) => heard.push(is));
  expect(await desk.check("bob", "secret", at(from(13)))).toMatchObject({ is: "known" });
  expect(heard).toEqual([]);
  clock.advance(1_000);
  expect((await Promise.all(later)).map(({ is }) => is)).toEqual(["too-many", "known", "too-many"]);
  expect(unaddressed).toBe(from(0) === null ? 3 : 0);
  clock.advance(60_000);
  expect(await guess(14)).toEqual({ is: "wrong" });
});

test("of those who guess at one name at once fifty are heard, the others are refused unheard", async () => {
  const clock = new ManualClock();
  const { desk } = loginOf({ auth: { ann: "secret" } }, clock);
  const guesses = Array.from({ length: 100 }, () => desk.check("ann", "wrong", at(null)));
  clock.advance(1_000);
  const kinds = (await Promise.all(guesses)).map((found) => (found.is === "too-many" ? found.waitMs : found.is));
  expect(kinds.filter((kind) => kind === "wrong")).toHaveLength(10);
  expect(kinds.filter((kind) => kind === 60_000)).toHaveLength(50);
  expect(kinds.filter((kind) => kind === 1_000)).toHaveLength(40);
});

test("a wrong name costs what a wrong password costs: every digest is compared, wherever the fitting one stands", () => {
  const users = ["ann", "bob", "eve"].map((user) => ({ user, digest: digestOf("key", user, `secret of ${user}`) }));
  const compared = (user: string, password: string): [number, string | null] => {
    let count = 0;
    const same = (one: string, other: string): boolean => {
      count += 1;
      return sameDigest(one, other);
    };
    const found = fittingUser(users, digestOf("key", user, password), same);
    return [count, found];
  };
  for (const user of ["ann", "eve", "nobody", "", "x".repeat(10_000)]) {
    expect(compared(user, "wrong")).toEqual([3, null]);
  }
  for (const { user } of users) expect(compared(user, `secret of ${user}`)).toEqual([3, user]);
});

test("a callback is asked the same once for a wrong name as for a wrong password", async () => {
  const asked: unknown[] = [];
  const ask: AskLogin = (question) => {
    asked.push(Object.keys(question));
    return Promise.resolve({ user: null });
  };
  const { desk } = loginOf({ auth: () => false }, new ManualClock(), ask);
  for (const name of ["ann", "nobody"]) {
    // oxlint-disable-next-line no-await-in-loop -- one try after the other
    expect(await desk.check(name, "wrong", at(null))).toEqual({ is: "wrong" });
  }
  expect(asked).toEqual([
    ["by", "user", "password"],
    ["by", "user", "password"],
  ]);
});

test("a script that does not answer within five seconds is no answer, and no wrong try", async () => {
  const clock = new ManualClock();
  const { desk } = loginOf({ auth: () => true }, clock, () => new Promise(() => {}));
  for (let tries = 0; tries < 12; tries += 1) {
    const found = desk.check("ann", "secret", at("192.0.2.1"));
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
    expect(await byPassword.recognize(basic("ann", "secret"), at("192.0.2.1"), true)).toMatchObject({ is: "known" });
  }
  expect(await byPassword.recognize(basic("ann", "secret"), at("192.0.2.1"), false)).toEqual({ is: "stranger" });
  expect(asked).toEqual(["password", "password"]);
  const byRequest = loginOf({ authDependency: () => "ann" }, clock, ask).desk;
  for (const ms of [0, 9_000, 1_000]) {
    clock.advance(ms);
    // oxlint-disable-next-line no-await-in-loop -- one request after the other
    await byRequest.recognize(new Headers({ "x-user": "ann" }), at("192.0.2.1"), false);
  }
  await byRequest.recognize(new Headers({ "x-user": "bob" }), at("192.0.2.1"), false);
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
