import { expect, test } from "vitest";
import { resolveLaunchOptions } from "./launch-options.ts";

test("names and origins are kept as browsers write them", () => {
  const options = {
    allowedHosts: ["Demo.Example", ".Example.com", "bücher.example", "192.0.2.1", "::1", "[2001:DB8::1]", "*"],
    frameAncestors: ["https://huggingface.co", "https://*.Example.com:8443", "*"],
  };
  expect(resolveLaunchOptions(options, {})).toMatchObject({
    allowedHosts: ["demo.example", ".example.com", "xn--bcher-kva.example", "192.0.2.1", "[::1]", "[2001:db8::1]", "*"],
    frameAncestors: ["https://huggingface.co", "https://*.example.com:8443", "*"],
  });
});

test("they come from the environment, separated by spaces, where they are left out", () => {
  const environment = {
    VITRINE_ALLOWED_HOSTS: " demo.example app ",
    VITRINE_FRAME_ANCESTORS: "https://a.example  https://b.example",
  };
  expect(resolveLaunchOptions({}, environment)).toMatchObject({
    allowedHosts: ["demo.example", "app"],
    frameAncestors: ["https://a.example", "https://b.example"],
  });
  expect(resolveLaunchOptions({ allowedHosts: [], frameAncestors: [] }, environment)).toMatchObject({
    allowedHosts: [],
    frameAncestors: [],
  });
  expect(() => resolveLaunchOptions({}, { VITRINE_ALLOWED_HOSTS: "https://demo.example" })).toThrow(
    /VITRINE_ALLOWED_HOSTS must be names .*"https:\/\/demo\.example"/,
  );
  expect(() => resolveLaunchOptions({}, { VITRINE_FRAME_ANCESTORS: "demo.example" })).toThrow(
    /VITRINE_FRAME_ANCESTORS must be origins .*"demo\.example"/,
  );
});

test.each([
  ["https://demo.example"],
  ["demo.example:8080"],
  ["demo.example/app"],
  ["a b"],
  [""],
  ["."],
  ["*.example"],
  ["a;b"],
  [7],
])("%j is no name", (name) => {
  expect(() => resolveLaunchOptions({ allowedHosts: [name as string] }, {})).toThrow(
    /^launch\(\): allowedHosts must be a list of names without scheme and port/,
  );
});

test.each([
  "huggingface.co",
  "https://huggingface.co/spaces",
  "https://user@huggingface.co",
  "https://a.example; script-src *",
  "'self'",
  "data:",
  "https://*",
  "https://a.*.example",
])("%j is no ancestor", (origin) => {
  expect(() => resolveLaunchOptions({ frameAncestors: [origin] }, {})).toThrow(
    /^launch\(\): frameAncestors must be a list of origins/,
  );
});
