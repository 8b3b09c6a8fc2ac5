import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest, type ClientRequest, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { randomId, TestGateway } from "../../serve/test-gateway.ts";

vi.setConfig({ testTimeout: 30_000 });

function kilo(letter: string): FormData {
  return form([letter, letter.repeat(1000)]);
}

function form(...files: [name: string, content: string | Uint8Array<ArrayBuffer>, type?: string][]): FormData {
  const data = new FormData();
  for (const [name, content, type = "text/plain"] of files) data.append("files", new Blob([content], { type }), name);
  return data;
}

async function upload(server: TestGateway, data: FormData, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${server.gateway.url}/gradio_api/upload`, { method: "POST", body: data, headers });
}

function fileUrl(server: TestGateway, reference: string): string {
  return `${server.gateway.url}/gradio_api/file=${reference.split("/").map(encodeURIComponent).join("/")}`;
}

function stored(server: TestGateway): string[] {
  return readdirSync(server.folder).filter((name) => name !== "page");
}

test("of a full store each has a part: nobody fills it for others, nor throws their uploads out", async () => {
  // A file counts 4 kB at least, and one visitor has half of a store.
  await using server = await TestGateway.start({ limits: { fileStore: 8 * 4096 } });
  const page = await server.page();
  const session = randomId();
  await page.hello(session, randomId());
  const mine = { "x-vitrine-session": session };
  const loose = (await (await upload(server, kilo("b"))).json()) as string[];
  const held: string[] = [];
  for (const letter of "cdef") held.push(...((await (await upload(server, kilo(letter), mine)).json()) as string[]));
  const refused = await upload(server, kilo("g"), mine);
  expect(refused.status).toBe(507);
  expect(await refused.json()).toEqual({ detail: expect.stringContaining("Your files fill your part") });
  // Who holds nothing makes room among its own, the oldest first.
  for (const letter of "hijk") expect((await upload(server, kilo(letter))).status).toBe(200);
  expect((await fetch(fileUrl(server, loose[0] ?? ""))).status).toBe(404);
  for (const one of held) expect((await fetch(fileUrl(server, one))).status).toBe(200);
  expect(stored(server)).toHaveLength(8);
});

test("one who uploads without end fills no more than a part of the store, and holds back nobody", async () => {
  await using server = await TestGateway.start({
    limits: { fileStore: 40_960, sessionFileCount: 3, uploadMs: 10_000 },
  });
  const begun = async (): Promise<ClientRequest> => {
    const headers = { "content-type": "multipart/form-data; boundary=b" };
    const request = httpRequest({ port: server.gateway.port, path: "/gradio_api/upload", method: "POST", headers });
    request.on("error", () => {});
    request.write('--b\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\n' + "x".repeat(5000));
    return request;
  };
  const slow = await Promise.all([begun(), begun(), begun()]);
  while (stored(server).length < 3) await (await fetch(`${server.gateway.url}/config`)).text();
  expect((await upload(server, kilo("a"))).status).toBe(507);
  const page = await server.page();
  const session = randomId();
  await page.hello(session, randomId());
  expect((await upload(server, kilo("b"), { "x-vitrine-session": session })).status).toBe(200);
  // However much comes, an upload has a longest time for the whole.
  const answered = once(slow[0], "response");
  server.clock.advance(10_000);
  const [response] = (await answered) as [IncomingMessage];
  expect(response.statusCode).toBe(408);
  for (const request of slow) request.destroy();
});

test("where the folder is gone it is made anew, and where no file can be opened the answer says so", async () => {
  await using server = await TestGateway.start();
  rmSync(server.folder, { recursive: true });
  expect((await upload(server, kilo("a"))).status).toBe(200);
  rmSync(server.folder, { recursive: true });
  writeFileSync(server.folder, "in the way");
  const refused = await upload(server, kilo("b"));
  expect(refused.status).toBe(507);
  rmSync(server.folder);
  expect((await upload(server, kilo("c"))).status).toBe(200);
});
