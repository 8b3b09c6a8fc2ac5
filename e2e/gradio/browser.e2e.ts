import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { openBrowser } from "../chromium.ts";
import { startScript } from "../script.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const client = new URL("../node_modules/@gradio/client/dist/", import.meta.url);

test("a page of another origin calls and streams with the client's browser build", async () => {
  const app = await startScript(["--import", "tsx", "app.ts"], folder, { GRADIO_TEST_APP: "grow" });
  const site = createServer((request, response) => {
    const name = new URL(request.url ?? "/", "http://site").pathname.slice(1);
    response.setHeader("content-type", name.endsWith(".js") ? "text/javascript" : "text/html");
    response.end(name.endsWith(".js") ? readFileSync(new URL(name, client)) : "<!doctype html><title>Site</title>");
  }).listen(0, "127.0.0.1");
  await once(site, "listening");
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    const got: unknown[] = await page.evaluate(`(async () => {
      const { Client } = await import("/browser.js");
      const app = await Client.connect(${JSON.stringify(app.url)});
      const values = [];
      for await (const event of app.submit("/predict", ["cat"])) if (event.type === "data") values.push(event.data[0]);
      return values;
    })()`);
    expect(got.at(-1)).toBe("cat");
    expect(got.slice(0, 3)).toEqual(["c", "ca", "cat"]);
  } finally {
    await browser.close();
    site.close();
    await app.stop();
  }
});
