import { expect, test } from "vitest";
import { TestGateway } from "../gateway/test-gateway.ts";

test("a foreign page may read without credentials, and is not let to send anything", async () => {
  await using server = await TestGateway.start();
  const { url } = server.gateway;
  const origin = "https://evil.test";
  for (const asked of ["GET", "POST"]) {
    const headers = { origin, "access-control-request-method": asked, "access-control-request-headers": "x-any" };
    const preflight = await fetch(`${url}/api/predict`, { method: "OPTIONS", headers });
    expect(preflight.headers.get("access-control-allow-origin")).toBe("*");
    expect(preflight.headers.has("access-control-allow-credentials")).toBe(false);
    expect(preflight.headers.get("access-control-allow-methods")).toBe("GET, HEAD");
  }
  const read = await fetch(`${url}/config`, { headers: { origin } });
  expect(read.headers.get("access-control-allow-origin")).toBe("*");
  expect(read.headers.has("access-control-allow-credentials")).toBe(false);
});
