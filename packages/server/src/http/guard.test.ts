import { expect, test } from "vitest";
import { addressShare, guardRequest, type GuardedRequest, type GuardSettings } from "./guard.ts";

const loopback: GuardSettings = { host: "127.0.0.1", publicUrl: null, trustProxy: false };
const request: GuardedRequest = {
  method: "GET",
  host: "127.0.0.1:7860",
  origin: null,
  forwardedFor: null,
  forwardedHost: null,
  forwardedProto: null,
  peer: "127.0.0.1",
};

function allowed(changes: Partial<GuardedRequest>, settings: Partial<GuardSettings> = {}): boolean {
  return guardRequest({ ...request, ...changes }, { ...loopback, ...settings }).allowed;
}

test("a loopback server answers for loopback names alone", () => {
  for (const host of ["localhost:7860", "127.0.0.1", "[::1]:7860", "app.localhost"])
    expect(allowed({ host })).toBe(true);
  for (const host of ["attacker.test", "localhost.evil.test", "127.0.0.1.evil.test", ""])
    expect(allowed({ host })).toBe(false);
  expect(allowed({ host: "any.test" }, { host: "0.0.0.0" })).toBe(true);
});

test("behind a proxy it answers for the public host, or for what a trusted proxy forwards", () => {
  expect(allowed({ host: "demo.example" }, { publicUrl: "https://demo.example/app" })).toBe(true);
  expect(allowed({ host: "demo.example", forwardedFor: "1.2.3.4" }, { trustProxy: true })).toBe(true);
  expect(allowed({ host: "demo.example", forwardedFor: "1.2.3.4" })).toBe(false);
  expect(allowed({ host: "demo.example" }, { trustProxy: true })).toBe(false);
});

test("foreign origins may not change anything; no origin and our own may", () => {
  for (const origin of ["https://evil.test", "null", "http://localhost.evil.test", "http://127.0.0.1.evil.test"]) {
    expect(allowed({ method: "POST", origin })).toBe(false);
    expect(allowed({ method: "UPGRADE", origin })).toBe(false);
    expect(allowed({ origin })).toBe(true);
  }
  for (const origin of [null, "http://127.0.0.1:7860", "http://localhost:1"]) {
    expect(allowed({ method: "UPGRADE", origin })).toBe(true);
  }
});

test("a loopback origin is foreign to a server that others reach", () => {
  const open = { host: "0.0.0.0" };
  expect(allowed({ method: "POST", host: "192.168.0.2:7860", origin: "http://localhost:1" }, open)).toBe(false);
  expect(allowed({ method: "POST", host: "192.168.0.2:7860", origin: "http://192.168.0.2:7860" }, open)).toBe(true);
});

test("the public URL's origin is our own whatever Host the proxy sends", () => {
  const proxied = { publicUrl: "https://demo.example/app" };
  expect(allowed({ method: "UPGRADE", origin: "https://demo.example" }, proxied)).toBe(true);
  expect(allowed({ method: "UPGRADE", origin: "https://demo.example:8443" }, proxied)).toBe(false);
});

test("a refusal says what to set", () => {
  const verdict = guardRequest({ ...request, method: "POST", origin: "https://demo.example" }, loopback);
  expect(verdict).toMatchObject({
    status: 403,
    text: expect.stringMatching(/https:\/\/demo\.example.*publicUrl.*trustProxy/),
  });
});

test("only a trusted proxy's last entry is believed", () => {
  const spoofed = { ...request, forwardedFor: "6.6.6.6, 1.2.3.4", forwardedProto: "https" };
  expect(guardRequest(spoofed, loopback)).toMatchObject({ address: "127.0.0.1", secure: false });
  expect(guardRequest(spoofed, { ...loopback, trustProxy: true })).toMatchObject({ address: "1.2.3.4", secure: true });
});

test("IPv6 addresses share by their first 64 bits", () => {
  expect(addressShare("2001:db8:0:7::1")).toBe(addressShare("2001:0db8:0:7:ffff::2"));
  expect(addressShare("2001:db8:0:7::1")).not.toBe(addressShare("2001:db8:0:8::1"));
  expect(addressShare("::1")).toBe("0:0:0:0::/64");
  expect(addressShare("10.0.0.1")).toBe("10.0.0.1");
});
