import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { DateTime } from "./datetime.ts";

const berlin = DateTime({ timezone: "Europe/Berlin" });

it("hands the function the moment at which clocks in the zone show the text", () => {
  expect(received(berlin, "2026-01-15 12:00:00")).toEqual(new Date("2026-01-15T11:00:00Z"));
  expect(received(berlin, "2026-07-15T12:00")).toEqual(new Date("2026-07-15T10:00:00Z"));
  expect(received(DateTime({ timezone: "UTC" }), "0099-03-01 00:00:00")).toEqual(new Date("0099-03-01T00:00:00Z"));
});

it.each([
  ["an hour that is skipped, by the offset before it", "2026-03-29 02:30:00", "2026-03-29T01:30:00Z"],
  ["an hour that comes twice, the first time", "2026-10-25 02:30:00", "2026-10-25T00:30:00Z"],
  ["the first minute of summer time", "2026-03-29 03:00:00", "2026-03-29T01:00:00Z"],
  ["the minutes after winter time began", "2026-10-25 03:00:00", "2026-10-25T02:00:00Z"],
])("reads %s", (_what, text, moment) => {
  expect(received(berlin, text)).toEqual(new Date(moment));
});

it("reads texts by the clock of the server where no zone is given", () => {
  expect(received(DateTime(), "2026-05-06 07:08:09")).toEqual(new Date(2026, 4, 6, 7, 8, 9));
  expect(sent(DateTime(), new Date(2026, 4, 6, 7, 8, 9))).toBe("2026-05-06 07:08:09");
});

it("hands the text itself with type: string, and the day alone without a time", () => {
  expect(received(DateTime({ type: "string" }), "2026-01-15T12:00")).toBe("2026-01-15 12:00:00");
  expect(received(DateTime({ type: "string", includeTime: false }), "1999-12-31")).toBe("1999-12-31");
});

it("sends Dates and texts as clock time in the zone", () => {
  expect(sent(berlin, new Date("2026-07-15T10:00:00.999Z"))).toBe("2026-07-15 12:00:00");
  expect(sent(berlin, "2026-07-15 12:00")).toBe("2026-07-15 12:00:00");
  expect(sent(DateTime({ includeTime: false, timezone: "Asia/Tokyo" }), new Date("2026-07-15T20:00:00Z"))).toBe(
    "2026-07-16",
  );
});

it.each([
  ["2026-02-30 00:00:00"],
  ["2026-01-01 24:00:00"],
  ["now"],
  [1_700_000_000],
  [new Date(Number.NaN)],
  ["0000-01-01"],
])("refuses %s", (given) => {
  expect(() => sent(berlin, given)).toThrow(TypeError);
  expect(() => sent(berlin, given)).toThrow(/"YYYY-MM-DD HH:MM:SS"/);
});

it("refuses a day that does not exist when a client sends it, and a zone that is none", () => {
  expect(() => received(berlin, "2026-02-30 00:00:00")).toThrow(/is no date: give one such as/);
  expect(() => DateTime({ timezone: "Europe/Nowhere" })).toThrow(
    'DateTime: timezone must be an IANA time zone such as "Europe/Berlin" or "UTC", got "Europe/Nowhere".',
  );
  expect(() => DateTime({ value: "tomorrow" })).toThrow(/the initial value cannot be used: "tomorrow" is no date/);
});

it("asks the gateway for the form that it takes", () => {
  const { schema, wireProps } = DateTime()[implementation];
  const pattern = new RegExp((schema as { pattern: string }).pattern, "u");
  expect(["2020-10-01 05:20:15", "2020-10-01", "x2020-10-01 05:20:15"].map((text) => pattern.test(text))).toEqual([
    true,
    false,
    false,
  ]);
  expect(schema).toMatchObject({ description: "Formatted as YYYY-MM-DD HH:MM:SS" });
  expect(wireProps).toEqual({ include_time: true, type: "string", timezone: null });
});
