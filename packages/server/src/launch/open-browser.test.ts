import { expect, it } from "vitest";
import { hasBrowser } from "./open-browser.ts";

it.each([
  ["a terminal of a desktop", "linux", { DISPLAY: ":0" }, true, true],
  ["Wayland", "linux", { WAYLAND_DISPLAY: "wayland-0" }, true, true],
  ["a Mac", "darwin", {}, true, true],
  ["Windows", "win32", {}, true, true],
  ["no screen", "linux", {}, true, false],
  ["no terminal", "darwin", {}, false, false],
  ["a machine of a build", "darwin", { CI: "true" }, true, false],
  ["a machine far away", "darwin", { SSH_CONNECTION: "10.0.0.1 1 10.0.0.2 22" }, true, false],
] as const)("on %s, %s, a browser is there or not", (_, platform, environment, isTerminal, expected) => {
  expect(hasBrowser(platform, environment, isTerminal)).toBe(expected);
});
