import { expect, test } from "vitest";
import { TestGateway } from "../../serve/test-gateway.ts";

test("a file is of the type that its bytes show, whatever its sender told", async () => {
  await using server = await TestGateway.start();
  const sent: [string, Uint8Array<ArrayBuffer>, string][] = [
    ["photo.jpg", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), "application/octet-stream"],
    ["photo.jpg", Uint8Array.of(0xff, 0xd8, 0xff, 0xe1), "image/pjpeg"],
    ["voice.m4a", new TextEncoder().encode("\0\0\0\u001cftypM4A "), "audio/x-m4a"],
    ["voice.mp3", new TextEncoder().encode("ID3\u0003"), "text/html"],
    ["notes.csv", new TextEncoder().encode("a,b"), ""],
    ["page.txt", new TextEncoder().encode("<html>"), "text/html"],
    ["table.txt", new TextEncoder().encode("a"), "text/plain"],
  ];
  const types: (string | null)[] = [];
  const form = new FormData();
  for (const [name, content, type] of sent) form.append("files", new Blob([content], { type }), name);
  const { url } = server.gateway;
  const upload = await fetch(`${url}/gradio_api/upload`, { method: "POST", body: form });
  for (const reference of (await upload.json()) as string[]) {
    const answer = await fetch(`${url}/gradio_api/file=${reference}`);
    types.push(`${answer.headers.get("content-type")} ${answer.headers.get("content-disposition")?.split(";")[0]}`);
  }
  expect(types).toEqual([
    "image/jpeg inline",
    "image/jpeg inline",
    "audio/mp4 inline",
    "audio/mpeg inline",
    "application/octet-stream attachment",
    "application/octet-stream attachment",
    "text/plain; charset=utf-8 inline",
  ]);
});
