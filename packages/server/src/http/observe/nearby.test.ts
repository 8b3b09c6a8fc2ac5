import { expect, test } from "vitest";
import { isFromHere, type NearbySettings } from "./nearby.ts";

const direct: NearbySettings = { host: "127.0.0.1", publicUrl: null, trustProxy: false, rootPath: "" };

function ask(
  settings: Partial<NearbySettings>,
  headers: Record<string, string> = {},
  peer = "127.0.0.1",
  isOld = false,
): boolean {
  const all = new Headers({ host: "127.0.0.1:7860", ...headers });
  const request = {
    method: "GET",
    host: all.get("host") ?? "",
    origin: all.get("origin"),
    forwardedFor: all.get("x-forwarded-for"),
    forwardedHost: all.get("x-forwarded-host"),
    forwardedProto: all.get("x-forwarded-proto"),
    peer,
    isOld,
    headers: all,
  };
  return isFromHere(request, { ...direct, ...settings });
}

test.each(["127.0.0.1", "127.8.9.10", "::1", "::ffff:127.0.0.1"])("%s is this machine", (peer) => {
  expect(ask({}, {}, peer)).toBe(true);
  expect(ask({ host: "0.0.0.0" }, { host: "localhost:7860" }, peer)).toBe(true);
});

test.each(["", "192.168.0.7", "::ffff:10.0.0.1", "172.17.0.1", "fe80::1", "127.0.0.1.evil.test", "1127.0.0.1"])(
  "the address %j is not",
  (peer) => {
    expect(ask({ host: "0.0.0.0" }, {}, peer)).toBe(false);
  },
);

test.each([
  ["x-forwarded-for", "127.0.0.1"],
  ["x-forwarded-for", ""],
  ["X-Forwarded-Proto", "https"],
  ["x-forwarded-anything", "1"],
  ["forwarded", "for=127.0.0.1"],
  ["via", "1.1 proxy"],
  ["x-real-ip", "127.0.0.1"],
  ["cf-connecting-ip", "::1"],
])("whoever comes with %s: %j came through a proxy, trusted or not", (name, value) => {
  expect(ask({}, { [name]: value })).toBe(false);
  expect(ask({ trustProxy: true }, { [name]: value })).toBe(false);
  expect(ask({ trustProxy: true, publicUrl: "https://demo.example" }, { [name]: value })).toBe(false);
});

test.each(["close", "upgrade", "Upgrade, keep-alive", ""])(
  "who says Connection: %s is nginx rather than a browser",
  (connection) => {
    expect(ask({}, { connection })).toBe(false);
    expect(ask({}, { connection: "Keep-Alive" })).toBe(true);
  },
);

test("who speaks HTTP/1.0 is nginx rather than a browser", () => {
  expect(ask({}, {}, "127.0.0.1", true)).toBe(false);
});

test("an app that is told of a proxy without headers takes nobody for this machine", () => {
  expect(ask({ publicUrl: "https://demo.example" })).toBe(false);
  expect(ask({ rootPath: "/app" })).toBe(false);
  expect(ask({ publicUrl: "https://demo.example/app", rootPath: "/app", trustProxy: true })).toBe(true);
  expect(ask({ rootPath: "/demo", mount: { path: "/demo" } })).toBe(true);
});

test("a name that somebody points at this machine, and the pages of other sites, are not this machine", () => {
  expect(ask({ host: "0.0.0.0" }, { host: "rebound.evil.test:7860" })).toBe(false);
  expect(ask({}, { origin: "https://evil.test" })).toBe(false);
  expect(ask({ corsOrigins: ["https://site.example"] }, { origin: "https://site.example" })).toBe(false);
  expect(ask({}, { "sec-fetch-site": "cross-site" })).toBe(false);
  expect(ask({}, { origin: "http://127.0.0.1:7860", "sec-fetch-site": "same-origin" })).toBe(true);
});
