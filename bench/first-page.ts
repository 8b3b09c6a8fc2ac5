import { chromium } from "playwright-core";
import { chromiumArguments, findChromium } from "../scripts/chromium.mjs";
import { startServer } from "./servers/child.ts";

// Requests and bytes on the wire of a first page with a text and a slider, through one run.
const server = await startServer("vitrine-hello.ts");
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments });
const page = await browser.newPage();
const session = await page.context().newCDPSession(page);
await session.send("Network.enable");
const types = new Map<string, string>();
const sums = new Map<string, { requests: number; bytes: number }>();
session.on("Network.responseReceived", ({ requestId, type }) => types.set(requestId, type));
session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
  const type = types.get(requestId) ?? "Other";
  const sum = sums.get(type) ?? { requests: 0, bytes: 0 };
  sums.set(type, { requests: sum.requests + 1, bytes: sum.bytes + encodedDataLength });
});
await page.goto(server.url);
await page.getByRole("textbox", { name: "Name" }).fill("Ada");
await page.getByRole("button", { name: "Submit" }).click();
await page.getByText("Hello, Ada").waitFor();
const total = [...sums.values()].reduce((a, b) => ({ requests: a.requests + b.requests, bytes: a.bytes + b.bytes }));
console.log("| | requests | KiB on the wire |\n| --- | --- | --- |");
for (const [type, { requests, bytes }] of [...sums, ["all", total] as const]) {
  console.log(`| ${type} | ${requests} | ${(bytes / 1024).toFixed(1)} |`);
}
await browser.close();
await server.stop();
