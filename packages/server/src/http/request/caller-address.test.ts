import { expect, test } from "vitest";
import { callerAddress, type AddressSettings } from "./caller-address.ts";

const direct: AddressSettings = { publicUrl: null, trustProxy: false };
const trusting: AddressSettings = { publicUrl: null, trustProxy: true };
const publicUrl: AddressSettings = { publicUrl: "https://demo.example", trustProxy: false };
const none = { forwardedFor: null, forwardedHost: null, forwardedProto: null, peer: "203.0.113.7" };

test.each([
  ["a visitor who comes directly", {}, direct, "203.0.113.7", "203.0.113.7"],
  ["a direct visitor by IPv6", { peer: "2001:db8::1" }, direct, "2001:db8::1", "2001:db8:0:0::/64"],
  ["IPv4 in IPv6", { peer: "::ffff:203.0.113.7" }, direct, "203.0.113.7", "203.0.113.7"],
  ["one in the same network", { peer: "192.168.0.7" }, direct, "192.168.0.7", "192.168.0.7"],
  ["this machine", { peer: "127.0.0.1" }, direct, "127.0.0.1", null],
  ["no peer at all", { peer: "" }, direct, "", null],
  ["headers that are not believed", { forwardedFor: "198.51.100.1" }, direct, "203.0.113.7", null],
  ["another proxy's header", { forwarded: "for=198.51.100.1" }, direct, "203.0.113.7", null],
  ["a proxy of which only the address is known", { peer: "172.18.0.2" }, publicUrl, "172.18.0.2", null],
  ["a visitor of a public app without a proxy", {}, publicUrl, "203.0.113.7", "203.0.113.7"],
  ["a trusted proxy's word", { forwardedFor: "198.51.100.1" }, trusting, "198.51.100.1", "198.51.100.1"],
  ["the nearest word", { forwardedFor: "1.1.1.1, 198.51.100.1" }, trusting, "198.51.100.1", "198.51.100.1"],
  ["a word with a port", { forwardedFor: "198.51.100.1:4711" }, trusting, "198.51.100.1", "198.51.100.1"],
  ["IPv6 with a port", { forwardedFor: '"[2001:db8::1]:4711"' }, trusting, "203.0.113.7", "203.0.113.7"],
  ["IPv6 in brackets", { forwardedFor: "[2001:db8::1]:4711" }, trusting, "2001:db8::1", "2001:db8:0:0::/64"],
  ["no address", { forwardedFor: "unknown", peer: "127.0.0.1" }, trusting, "127.0.0.1", null],
  ["a proxy that says nothing", { peer: "10.0.0.2" }, trusting, "10.0.0.2", null],
] as const)("%s", (_, hops, settings, address, counted) => {
  expect(callerAddress({ ...none, ...hops }, settings)).toEqual({ address, counted });
});
