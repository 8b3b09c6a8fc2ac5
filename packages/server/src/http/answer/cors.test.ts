import { expect, test } from "vitest";
import type { GatewaySettings } from "../../settings/gateway-settings.ts";
import { TestGateway } from "../../serve/test-gateway.ts";

const evil = "https://evil.test";

const accessOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => name.startsWith("access-control-")));

async function ask(settings: Partial<GatewaySettings>, origin: string): Promise<Record<string, string>[]> {
  await using server = await TestGateway.start({ settings });
  const { url } = server.gateway;
  const asked = { origin, "access-control-request-method": "POST", "access-control-request-headers": "content-type" };
  const answers = await Promise.all([
    fetch(`${url}/api/predict`, { method: "OPTIONS", headers: asked }),
    fetch(`${url}/config`, { headers: { origin } }),
    fetch(`${url}/gradio_api/call/predict/${"0".repeat(32)}`, { headers: { origin } }),
  ]);
  return answers.map(accessOf);
}

const all = { "access-control-allow-origin": "*" };

test("a page of another site reads without credentials what others reach, and may send no header", async () => {
  expect(await ask({ host: "0.0.0.0" }, evil)).toEqual([all, all, all]);
  expect(await ask({ publicUrl: "https://demo.example" }, evil)).toEqual([all, all, all]);
});

test("an app on its visitor's own machine is nothing that a page of another site may read", async () => {
  expect(await ask({}, evil)).toEqual([{}, {}, {}]);
  expect(await ask({}, "null")).toEqual([{}, {}, {}]);
});

test.each([
  ["a page of the same machine", {}, "http://localhost:5173"],
  ["a listed page", { corsOrigins: ["https://friend.test"] }, "https://friend.test"],
])("%s may ask, with credentials", async (_, settings, origin) => {
  const trusted = { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" };
  const allowed = {
    ...trusted,
    "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS",
    "access-control-allow-headers": "content-type",
    "access-control-max-age": "600",
  };
  expect(await ask(settings, origin)).toEqual([allowed, trusted, trusted]);
});
