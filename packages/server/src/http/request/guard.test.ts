import { expect, test } from "vitest";
import { guardRequest, isReadableByAll, isTrustedOrigin, type GuardSettings } from "./guard.ts";
import type { GuardedRequest } from "./guarded-request.ts";

const loopback: GuardSettings = { host: "127.0.0.1", publicUrl: null, trustProxy: false };
const guarded: GuardedRequest = {
  method: "GET",
  host: "127.0.0.1:7860",
  origin: null,
  forwardedFor: null,
  forwardedHost: null,
  forwardedProto: null,
  peer: "127.0.0.1",
};

function allowed(changes: Partial<GuardedRequest>, settings: Partial<GuardSettings> = {}): boolean {
  return guardRequest({ ...guarded, ...changes }, { ...loopback, ...settings }).allowed;
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
  const verdict = guardRequest({ ...guarded, method: "POST", origin: "https://demo.example" }, loopback);
  expect(verdict).toMatchObject({
    status: 403,
    text: expect.stringMatching(/https:\/\/demo\.example.*cors.*publicUrl.*allowedHosts/),
  });
});

test.each([
  ["demo.example:8080", {}, /the host "demo\.example:8080".*allowedHosts: \["demo\.example"\].*publicUrl.*trustProxy/],
  ["127.0.0.1:7860, evil.test", {}, /^This app does not answer for such a Host\. (?!.*evil)/],
  ["<script>", {}, /^This app does not answer for such a Host\. (?!.*script)/],
  ["demo.example", { trustProxy: true, publicUrl: "https://demo.example" }, /the host "evil\.test"/],
])("a refusal of the Host %j names it, where it is a name, and the remedy", (host, settings, text) => {
  const verdict = guardRequest({ ...guarded, host, forwardedHost: "evil.test" }, { ...loopback, ...settings });
  expect(verdict).toMatchObject({ allowed: false, text: expect.stringMatching(text) });
});

test("only a trusted proxy's last entry is believed", () => {
  const spoofed = { ...guarded, forwardedFor: "6.6.6.6, 1.2.3.4", forwardedProto: "https" };
  expect(guardRequest(spoofed, loopback)).toMatchObject({ address: "127.0.0.1", secure: false });
  expect(guardRequest(spoofed, { ...loopback, trustProxy: true })).toMatchObject({ address: "1.2.3.4", secure: true });
});

test.each<[string, Partial<GuardSettings>]>([
  ["publicUrl", { publicUrl: "https://demo.example/app" }],
  ["publicUrl that a proxy forwards", { publicUrl: "https://demo.example", trustProxy: true }],
  ["allowedHosts", { allowedHosts: ["demo.example"] }],
  ["allowedHosts for all below a name", { allowedHosts: [".example"], trustProxy: true }],
])("with %s any other Host is refused, wherever the server listens", (_, names) => {
  for (const host of ["127.0.0.1", "0.0.0.0"]) {
    const settings = { host, ...names };
    for (const known of ["demo.example", "DEMO.example:8443", "demo.example.", "localhost:7860", "127.0.0.1"]) {
      expect(allowed({ host: known, forwardedFor: "192.0.2.1" }, settings), known).toBe(true);
    }
    for (const foreign of ["evil.test", "demo.example.evil.test", "evildemo.example2", "192.0.2.7:7860", ""]) {
      const request = { host: foreign, forwardedFor: "192.0.2.1", forwardedHost: "demo.example" };
      expect(allowed(request, settings), foreign).toBe(false);
      expect(allowed({ ...request, method: "POST", origin: `http://${foreign}` }, settings), foreign).toBe(false);
    }
  }
});

test("a name of allowedHosts is an own origin, on the usual ports or on the Host's", () => {
  const settings = { host: "0.0.0.0", allowedHosts: ["demo.example"] };
  const post = { method: "POST", host: "127.0.0.1:7860" };
  expect(allowed({ ...post, origin: "https://demo.example" }, settings)).toBe(true);
  expect(allowed({ ...post, origin: "https://demo.example:8443" }, settings)).toBe(false);
  expect(allowed({ ...post, host: "demo.example:8443", origin: "https://demo.example:8443" }, settings)).toBe(true);
  expect(allowed({ ...post, origin: "https://evil.test" }, { ...settings, allowedHosts: ["*"] })).toBe(false);
  expect(allowed({ host: "any.test" }, { ...settings, host: "127.0.0.1", allowedHosts: ["*"] })).toBe(true);
});

test("X-Forwarded-Host never makes a foreign origin an own one", () => {
  const trusting = { trustProxy: true };
  for (const [origin, forwardedHost] of [
    ["https://evil.test", "evil.test"],
    ["http://evil.test:8080", "evil.test:8080"],
    ["https://evil.test", "demo.example, evil.test"],
    ["http://localhost:666", "localhost:666"],
  ] as const) {
    for (const host of ["127.0.0.1", "0.0.0.0"]) {
      const request = { method: "POST", host: "demo.example", origin, forwardedHost, forwardedFor: "192.0.2.1" };
      expect(allowed(request, { ...trusting, host }), origin).toBe(false);
      expect(isTrustedOrigin({ ...guarded, ...request }, { ...loopback, ...trusting, host })).toBe(false);
    }
  }
});

test("how it is, an app tells whoever asks by an address or a service's name; no web page can", () => {
  const settings = { host: "0.0.0.0", publicUrl: "https://demo.example" };
  for (const host of ["10.1.2.3:7860", "[fd00::1]:7860", "app:7860", "my-app_1", ""]) {
    expect(allowed({ host, probe: true }, settings), host).toBe(true);
    expect(allowed({ host }, settings), host).toBe(false);
    expect(allowed({ host, probe: true, method: "POST" }, settings), host).toBe(false);
  }
  expect(allowed({ host: "evil.test", probe: true }, settings)).toBe(false);
  expect(allowed({ host: "evil.test", probe: true })).toBe(false);
});

function readable(changes: Partial<GuardedRequest>, settings: Partial<GuardSettings> = {}): boolean {
  return isReadableByAll({ ...guarded, origin: "https://evil.test", ...changes }, { ...loopback, ...settings });
}

test("any page may read an app that others reach, none one of its visitor's own machine", () => {
  expect(readable({})).toBe(false);
  expect(readable({ host: "localhost:1" }, { trustProxy: true })).toBe(false);
  expect(readable({}, { publicUrl: "http://localhost:8080" })).toBe(false);
  expect(readable({}, { host: "0.0.0.0" })).toBe(true);
  expect(readable({}, { publicUrl: "https://demo.example" })).toBe(true);
  expect(readable({ host: "demo.example" }, { trustProxy: true })).toBe(true);
});

test("a loopback page is foreign to an app that a proxy passes other hosts to", () => {
  const request = { method: "POST", host: "demo.example", forwardedFor: "192.0.2.1", origin: "http://localhost:1" };
  expect(allowed(request, { trustProxy: true })).toBe(false);
});
