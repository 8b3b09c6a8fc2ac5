import { describe, expect, it } from "vitest";
import { defaultLimits } from "../budgets/limits.ts";
import { resolveLaunchOptions, type LaunchOptions } from "./launch-options.ts";

const mega = 1024 * 1024;

describe("launch options", () => {
  it("have defaults", () => {
    const { ports, ...others } = resolveLaunchOptions({}, {});
    expect([ports[0], ports.at(-1), ports.length]).toEqual([7860, 7959, 100]);
    expect(others).toEqual({
      host: "127.0.0.1",
      inBrowser: false,
      quiet: false,
      maxThreads: 40,
      showError: false,
      maxFileSize: 50 * mega,
      limits: defaultLimits,
      publicUrl: null,
      rootPath: "",
      trustProxy: false,
      allowedHosts: [],
      frameAncestors: null,
      staticFiles: {},
      corsOrigins: [],
      login: null,
      observe: { monitor: { users: null }, publicMetrics: false, logCalls: false },
    });
  });

  it("come from the environment where they are left out", () => {
    const environment = {
      VITRINE_HOST: "0.0.0.0",
      VITRINE_PORT: "8000",
      VITRINE_PUBLIC_URL: "https://demo.example/app/",
      VITRINE_TRUST_PROXY: "true",
      PORT: "9000",
    };
    expect(resolveLaunchOptions({}, environment)).toMatchObject({
      host: "0.0.0.0",
      ports: [8000],
      publicUrl: "https://demo.example/app",
      rootPath: "/app",
      trustProxy: true,
    });
    expect(
      resolveLaunchOptions({ host: "::1", port: 0, publicUrl: "http://other.example", trustProxy: false }, environment),
    ).toMatchObject({ host: "::1", ports: [0], publicUrl: "http://other.example", rootPath: "", trustProxy: false });
  });

  it("take PORT when VITRINE_PORT is not set, and empty variables for none", () => {
    expect(resolveLaunchOptions({}, { PORT: "9000", VITRINE_PORT: "" }).ports).toEqual([9000]);
    const empty = {
      PORT: "",
      VITRINE_HOST: "",
      VITRINE_PUBLIC_URL: "",
      VITRINE_ROOT_PATH: "",
      VITRINE_TRUST_PROXY: "",
    };
    expect(resolveLaunchOptions({}, empty)).toEqual(resolveLaunchOptions({}, {}));
  });

  it("read sizes with units, in bytes, or none", () => {
    expect(resolveLaunchOptions({ maxFileSize: "32mb" }, {}).maxFileSize).toBe(32 * mega);
    expect(resolveLaunchOptions({ maxFileSize: "1.5 GB" }, {}).maxFileSize).toBe(1536 * mega);
    expect(resolveLaunchOptions({ maxFileSize: "512KiB" }, {}).maxFileSize).toBe(mega / 2);
    expect(resolveLaunchOptions({ maxFileSize: "100" }, {}).maxFileSize).toBe(100);
    expect(resolveLaunchOptions({ maxFileSize: 1000 }, {}).maxFileSize).toBe(1000);
    expect(resolveLaunchOptions({ maxFileSize: null }, {}).maxFileSize).toBeNull();
  });

  it("change single limits", () => {
    const { limits } = resolveLaunchOptions(
      { limits: { jsonBody: "8mb", jsonDepth: 10, connections: null, headerMs: 500, unsent: undefined } },
      {},
    );
    expect(limits).toEqual({
      ...defaultLimits,
      jsonBody: 8 * mega,
      jsonDepth: 10,
      connections: null,
      headerMs: 500,
    });
  });

  it("take the users of the monitor, whom a function may know", () => {
    const monitor = { users: [" ann "] };
    expect(resolveLaunchOptions({ monitor, auth: { ann: "secret" } }, {}).observe.monitor).toEqual({ users: ["ann"] });
    expect(resolveLaunchOptions({ monitor, auth: () => true }, {}).observe.monitor).toEqual({ users: ["ann"] });
    expect(resolveLaunchOptions({ monitor: true }, {}).observe.monitor).toEqual({ users: null });
    expect(resolveLaunchOptions({ monitor: false }, {}).observe.monitor).toBeNull();
  });

  it("strip the slash at the end of the root path", () => {
    expect(resolveLaunchOptions({ rootPath: "/a/b/" }, {}).rootPath).toBe("/a/b");
    expect(resolveLaunchOptions({ rootPath: "/" }, {}).rootPath).toBe("");
    expect(resolveLaunchOptions({}, { VITRINE_ROOT_PATH: "/c" }).rootPath).toBe("/c");
  });
});

it("listens on an address of IPv6 as URLs write it", () => {
  expect(resolveLaunchOptions({ host: "[::]" }, {}).host).toBe("::");
  expect(resolveLaunchOptions({ host: "::1" }, {}).host).toBe("::1");
  expect(resolveLaunchOptions({}, { VITRINE_HOST: "[::1]" }).host).toBe("::1");
});

describe("launch refuses", () => {
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ port: 70_000 }, /^launch\(\): port must be a whole number from 0 to 65535, got 70000/],
    [{ port: "7860" }, /^launch\(\): port must be a whole number from 0 to 65535, got "7860"/],
    [{ port: 78.6 }, /^launch\(\): port must be .*got 78\.6/],
    [{ host: "" }, /^launch\(\): host must be a text that is not empty/],
    [{ host: "http://localhost" }, /^launch\(\): host must be a name or an address.*without scheme or port/],
    [{ host: "localhost:80" }, /^launch\(\): host must be a name or an address/],
    [{ quiet: "yes" }, /^launch\(\): quiet must be true or false, got "yes"/],
    [{ maxFileSize: "32 megs" }, /^launch\(\): maxFileSize must be bytes or a size such as "32mb", got "32 megs"/],
    [{ maxFileSize: -1 }, /^launch\(\): maxFileSize must be a size of at least one byte.*got -1/],
    [{ maxFileSize: Infinity }, /^launch\(\): maxFileSize must be a size.*got Infinity/],
    [{ maxFileSize: {} }, /^launch\(\): maxFileSize must be bytes or a size.*got an object/],
    [{ publicUrl: "demo.example" }, /^launch\(\): publicUrl must be an address such as "https:.*got "demo.example"/],
    [{ publicUrl: "ftp://demo.example" }, /^launch\(\): publicUrl must be an address/],
    [{ publicUrl: "https://demo.example/?a" }, /^launch\(\): publicUrl must be an address/],
    [{ rootPath: "app" }, /^launch\(\): rootPath must be a path such as "\/app", got "app"/],
    [{ rootPath: "//evil.example" }, /^launch\(\): rootPath must be a path/],
    [{ rootPath: "/a/../b" }, /^launch\(\): rootPath must be a path/],
    [{ rootPath: "/a?b" }, /^launch\(\): rootPath must be a path/],
    [
      { rootPath: "/a", publicUrl: "https://demo.example/b" },
      /rootPath is "\/a", but the public URL .* has the path "\/b"/,
    ],
    [{ cors: ["https://site.example"] }, /^launch\(\): cors must be an object such as \{ origins: \["https:/],
    [
      { cors: { origins: ["https://site.example", "localhost:8291"] } },
      /^launch\(\): cors origins must be an origin such as "https:\/\/site.example", with its scheme and without a path, got "localhost:8291"\.$/,
    ],
    [{ cors: { origins: ["https://site.example/app"] } }, /without a path, got "https:\/\/site.example\/app"\.$/],
    [{ cors: { origins: ["*"] } }, /got "\*"; any site is no choice here: list those that may call\.$/],
    [
      { allowedHosts: ["demo.example", "https://demo.example"] },
      /allowedHosts must be .*, got "https:\/\/demo.example"\.$/,
    ],
    [{ frameAncestors: ["huggingface.co"] }, /frameAncestors must be .*, got "huggingface.co"\.$/],
    [{ host: "[demo]" }, /^launch\(\): host must be a name or an address/],
    [{ host: "[::]:80" }, /^launch\(\): host must be a name or an address/],
    [{ staticFiles: "./pub" }, /^launch\(\): staticFiles must be an object such as \{ "\/pub": "\.\/pub" \}/],
    [{ staticFiles: { pub: "." } }, /^launch\(\): staticFiles has "pub"; give a path such as "\/pub"/],
    [{ staticFiles: { "/": "." } }, /^launch\(\): staticFiles has "\/"; give a path/],
    [{ staticFiles: { "/a/../b": "." } }, /^launch\(\): staticFiles has "\/a\/\.\.\/b"; give a path/],
    [{ staticFiles: { "/gradio_api/x": "." } }, /^launch\(\): staticFiles has .* where the app itself answers/],
    [
      { staticFiles: { "/pub": "no-such-folder" } },
      /staticFiles\["\/pub"\]: there is no folder "no-such-folder" below/,
    ],
    [{ staticFiles: { "/pub": "package.json" } }, /staticFiles\["\/pub"\]: "package.json" is a file; name the folder/],
    [{ staticFiles: { "/pub": 3 } }, /staticFiles\["\/pub"\] must be the path of a folder, got 3/],
    [
      { monitor: "ann" },
      /^launch\(\): monitor must be true, false or an object such as \{ users: \["ann"\] \}, got "ann"/,
    ],
    [{ monitor: { user: ["ann"] } }, /^launch\(\): monitor must be true, false or an object/],
    [{ monitor: { users: [] } }, /^launch\(\): monitor must be true, false or an object/],
    [{ monitor: { users: ["ann"] } }, /^launch\(\): monitor names users, but the app has no login; give auth as well/],
    [
      { monitor: { users: ["ann", "bob"] }, auth: ["ann", "secret"] },
      /^launch\(\): monitor names the user "bob", whom auth does not have/,
    ],
    [{ logCalls: "json" }, /^launch\(\): logCalls must be true or false, got "json"/],
    [{ publicMetrics: 1 }, /^launch\(\): publicMetrics must be true or false, got 1/],
    [{ enable_monitoring: true }, /^launch\(\): unknown option "enable_monitoring"; did you mean monitor\?/],
    [{ limits: 3 }, /^launch\(\): limits must be an object/],
    [{ limits: { jsonBody: "big" } }, /^launch\(\{ limits \}\): jsonBody must be bytes or a size/],
    [{ limits: { jsonDepth: 0 } }, /^launch\(\{ limits \}\): jsonDepth must be a whole number from 1, got 0/],
    [{ limits: { headerMs: "10s" } }, /^launch\(\{ limits \}\): headerMs must be a time in milliseconds/],
    [{ limits: { json_body: 1 } }, /^launch\(\{ limits \}\): .*json_body.*jsonBody/],
    [{ limits: { loginTries: 0 } }, /^launch\(\{ limits \}\): loginTries must be/],
    [{ server_port: 80 }, /^launch\(\): unknown option "server_port"; did you mean port\?/],
    [{ inbrowser: true }, /^launch\(\): unknown option "inbrowser"; did you mean inBrowser\?/],
    [{ max_file_size: "1mb" }, /^launch\(\): .*max_file_size.*maxFileSize/],
  ];
  it.each(cases)("%j", (options, message) => {
    expect(() => resolveLaunchOptions(options as LaunchOptions, {})).toThrow(message);
  });

  const later = "share theme css favicon ssl_keyfile".split(" ");
  it.each(later)("%s, which is not built, and says what to do today", (option) => {
    expect(() => resolveLaunchOptions({ [option]: 1 }, {})).toThrow(
      new RegExp(`^launch\\(\\): ${option} is not available yet: \\w.+\\.$`),
    );
  });

  it.each([
    [{ VITRINE_PORT: "high" }, /^VITRINE_PORT must be a port from 0 to 65535, got "high"/],
    [{ PORT: "70000" }, /^PORT must be a port/],
    [{ VITRINE_TRUST_PROXY: "maybe" }, /^VITRINE_TRUST_PROXY must be true or false, got "maybe"/],
    [{ VITRINE_HOST: "http://a" }, /^VITRINE_HOST must be a name or an address/],
    [{ VITRINE_PUBLIC_URL: "demo" }, /^VITRINE_PUBLIC_URL must be an address/],
    [{ VITRINE_ROOT_PATH: "app" }, /^VITRINE_ROOT_PATH must be a path/],
  ])("the variable in %j", (environment, message) => {
    expect(() => resolveLaunchOptions({}, environment)).toThrow(message);
  });
});
