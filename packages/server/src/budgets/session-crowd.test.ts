import { expect, it } from "vitest";
import { SessionCrowd } from "./session-crowd.ts";

interface One {
  readonly name: string;
  busy: boolean;
}

const one = (name: string, busy = false): One => ({ name, busy });

const enter = (crowd: SessionCrowd<One>, item: One, address: string | null): string | null =>
  crowd.use(item, address)?.name ?? null;

it("one address may have so many, and makes room among its own", () => {
  const crowd = new SessionCrowd<One>({ most: 100, ofAddress: 2 });
  expect(enter(crowd, one("guest"), "b")).toBe(null);
  expect(enter(crowd, one("a1"), "a")).toBe(null);
  expect(enter(crowd, one("a2"), "a")).toBe(null);
  expect(enter(crowd, one("a3"), "a")).toBe("a1");
  expect(enter(crowd, one("a4"), "a")).toBe("a2");
  expect(crowd.size).toBe(3);
});

it("who makes new ones without end pushes out those, not others, and not those that came back", () => {
  const crowd = new SessionCrowd<One>({ most: 10, ofAddress: null });
  const guest = one("guest");
  enter(crowd, guest, "b");
  const regular = one("regular");
  crowd.use(regular, null);
  crowd.use(regular, null);
  for (let n = 0; n < 50; n += 1)
    expect(enter(crowd, one(`a${n}`), "a")).toSatisfy((name) => !/guest|regular/.test(name));
  // From where nobody can be told apart.
  const gone = Array.from({ length: 50 }, (_, n) => enter(crowd, one(`x${n}`), null));
  expect(gone).not.toContain("regular");
  expect(crowd.size).toBe(10);
});

it("those in use stay, and looking for others takes a bounded number of looks", () => {
  const crowd = new SessionCrowd<One>({ most: 40, ofAddress: null });
  let looks = 0;
  for (let n = 0; n < 40; n += 1) {
    crowd.use(
      {
        name: `${n}`,
        get busy() {
          looks += 1;
          return true;
        },
      },
      null,
    );
  }
  looks = 0;
  expect(crowd.use(one("late"), null)).toBe(null);
  expect(looks).toBeLessThanOrEqual(32);
});
