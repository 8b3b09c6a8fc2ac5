import { expect, test } from "vitest";
import type { GatewaySettings } from "../../settings/gateway-settings.ts";
import { TestGateway } from "../../serve/test-gateway.ts";

const anyHost = /^Every Host is answered/;
const untold = /^The addresses of visitors are not known/;

/** The warnings of a gateway after these requests, two of each kind. */
async function warned(
  settings: Partial<GatewaySettings>,
  ...requests: readonly Record<string, string>[]
): Promise<string[]> {
  await using server = await TestGateway.start({ settings });
  for (const headers of [...requests, ...requests]) {
    // oxlint-disable-next-line no-await-in-loop -- one request after the other
    await fetch(`${server.gateway.url}/gradio_api/call/predict/${"0".repeat(32)}`, { headers });
    // oxlint-disable-next-line no-await-in-loop -- one request after the other
    await fetch(`${server.gateway.url}/config`, { headers });
  }
  return server.lines.filter(({ level }) => level === "warning").map(({ text }) => text);
}

const says = (...patterns: readonly RegExp[]): unknown[] => patterns.map((pattern) => expect.stringMatching(pattern));

test("an app on this machine has nothing to say at its start, nor to plain requests", async () => {
  expect(await warned({}, {}, { connection: "close" })).toEqual([]);
});

test("one that other machines reach says at its start that every Host is answered, until it knows its names", async () => {
  expect(await warned({ host: "0.0.0.0" }, {})).toEqual(says(anyHost));
  expect(await warned({ trustProxy: true })).toEqual(says(anyHost));
  expect(await warned({ host: "0.0.0.0", allowedHosts: ["demo.example"] })).toEqual([]);
  expect(await warned({ host: "0.0.0.0", allowedHosts: ["*"] })).toEqual([]);
  expect(await warned({ host: "0.0.0.0", publicUrl: "https://demo.example", trustProxy: true })).toEqual([]);
});

test("a public address without trustProxy is told at the start, forwarding headers once they come", async () => {
  expect(await warned({ publicUrl: "https://demo.example" })).toEqual(says(untold));
  for (const name of ["x-forwarded-for", "x-forwarded-proto", "forwarded", "x-real-ip"]) {
    // oxlint-disable-next-line no-await-in-loop -- one app after the other
    expect(await warned({}, { [name]: "192.0.2.1" }), name).toEqual(says(untold));
  }
  expect(await warned({ trustProxy: true }, { "x-forwarded-for": "192.0.2.1" })).toEqual(says(anyHost));
});
