import { expect, test } from "vitest";
import { resolveLaunchOptions, type LaunchOptions } from "../options/launch-options.ts";
import { monitorLink } from "./monitor-link.ts";

const auth: LaunchOptions = { auth: { ann: "secret" } };
const here = "http://127.0.0.1:7860/?view=monitor&token=t";

test.each<[LaunchOptions, boolean, string | null]>([
  [{}, true, here],
  [{}, false, null],
  [{ monitor: false }, true, null],
  [{ ...auth, monitor: { users: ["ann"] } }, true, null],
  [auth, true, here],
  [{ publicUrl: "https://demo.example", trustProxy: true }, true, here],
  [{ publicUrl: "https://demo.example" }, true, null],
  [{ ...auth, publicUrl: "https://demo.example/app" }, true, "https://demo.example/app/?view=monitor&token=t"],
])("of an app with %j, batched: %j, the operator's link is %j", (given, batch, link) => {
  const options = resolveLaunchOptions(given, {});
  const { monitor } = options.observe;
  const observe = { ...options.observe, monitor: monitor && { ...monitor, token: "t" } };
  expect(monitorLink({ functions: [{ batch }] }, { ...options, observe }, "http://127.0.0.1:7860")).toBe(link);
});
