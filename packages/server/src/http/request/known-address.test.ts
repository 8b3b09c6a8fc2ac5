import { expect, test } from "vitest";
import { countedAddress, isLoopbackAddress, plainAddress } from "./known-address.ts";

test.each([
  ["203.0.113.7", "203.0.113.7"],
  [" 203.0.113.7 ", "203.0.113.7"],
  ["203.0.113.7:4711", "203.0.113.7"],
  ["[203.0.113.7]:4711", "203.0.113.7"],
  ["::ffff:203.0.113.7", "203.0.113.7"],
  ["::FFFF:cb00:7107", "203.0.113.7"],
  ["[::ffff:203.0.113.7]:80", "203.0.113.7"],
  ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
  ["2001:DB8:0:0::1", "2001:db8::1"],
  ["[2001:db8::1]", "2001:db8::1"],
  ["[2001:db8::1]:443", "2001:db8::1"],
  ["fe80::1%eth0", "fe80::1"],
  ["[fe80::1%25eth0]:443", "fe80::1"],
  ["64:ff9b::192.0.2.1", "64:ff9b::c000:201"],
])("%s is the address %s", (text, plain) => {
  expect(plainAddress(text)).toBe(plain);
});

test.each([
  "",
  "unknown",
  "_hidden",
  "203.0.113",
  "203.0.113.256",
  "203.0.113.7:",
  "203.0.113.7:123456",
  "203.0.113.7, 203.0.113.8",
  "2001:db8:::1",
  "[2001:db8::1",
  "[2001:db8::1]x",
  "1:2:3:4:5:6:7:8:9",
  `2001:db8::1%${"z".repeat(200)}`,
  "127.0.0.1.evil.test",
])("%j is no address", (text) => {
  expect(plainAddress(text)).toBeNull();
  expect(countedAddress(text)).toBeNull();
});

test("limits count IPv4 by the address and IPv6 by its first 64 bits, on one link by the whole address", () => {
  expect(countedAddress("203.0.113.7:1")).toBe(countedAddress("::ffff:203.0.113.7"));
  expect(countedAddress("203.0.113.7")).not.toBe(countedAddress("203.0.113.8"));
  expect(countedAddress("2001:db8:0:7::1")).toBe(countedAddress("2001:0db8:0:7:ffff::2"));
  expect(countedAddress("2001:db8:0:7::1")).not.toBe(countedAddress("2001:db8:0:8::1"));
  expect(countedAddress("2001:db8::1")).toBe("2001:db8:0:0::/64");
  expect(countedAddress("fe80::1")).not.toBe(countedAddress("fe80::2"));
});

test.each(["127.0.0.1", "127.8.9.10:80", "::1", "[::1]:80", "::ffff:127.0.0.1", "::ffff:7f00:1", "0.0.0.0", "::"])(
  "this machine's %s counts for nobody",
  (address) => {
    expect(countedAddress(address)).toBeNull();
  },
);

test.each(["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])("%s is this machine", (address) => {
  expect(isLoopbackAddress(address)).toBe(true);
});

test.each(["", "10.0.0.1", "1127.0.0.1", "127.0.0.1.evil.test", "::2", "::ffff:10.0.0.1"])("%j is not", (address) => {
  expect(isLoopbackAddress(address)).toBe(false);
});
