import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sameServerAfterEach } from "../same-server.ts";
import { type RunningScript, startScript } from "../script.ts";
import { postRaw } from "./raw-http.ts";

const apps = fileURLToPath(new URL("../apps", import.meta.url));
const megabyte = 1024 * 1024;
let folder: string;
let script: RunningScript;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vitrine-bodies-"));
  script = await startScript(["--import", "tsx", "echo-json.ts"], apps, { TMPDIR: folder, MAX_FILE: "50mb" });
});
afterAll(async () => {
  await script?.stop();
  rmSync(folder, { recursive: true, force: true });
});
sameServerAfterEach(() => script.url);

const system = (name: string): string => `/proc/${script.child.pid}/${name}`;
const memory = (): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(system("status"), "utf8"))![1]) / 1024;
/** Seconds of processor time that the server has taken. */
const processor = async (): Promise<number> => {
  const metrics = await (await fetch(new URL("/metrics", script.url))).text();
  return Number(/^process_cpu_seconds_total ([\d.]+)/m.exec(metrics)![1]);
};
const chunks = (pieces: readonly Buffer[]): Buffer[] => [
  ...pieces.map((piece) =>
    Buffer.concat([Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n")]),
  ),
  Buffer.from("0\r\n\r\n"),
];

/** Does it while the server's memory is watched; gives the megabytes that it took more at most. */
async function growth(task: () => Promise<unknown>): Promise<number> {
  const before = memory();
  let most = before;
  const watch = setInterval(() => (most = Math.max(most, memory())), 5);
  await task().finally(() => clearInterval(watch));
  return Math.max(most, memory()) - before;
}

describe.skipIf(process.platform !== "linux")("a body over the limit", () => {
  const paths = ["/api/predict", "/api/predict?wait=1", "/gradio_api/call/predict", "/gradio_api/queue/join"];
  test.each(paths)("takes little memory, announced or in chunks: POST %s", async (path) => {
    const json = { "content-type": "application/json" };
    const piece = Buffer.alloc(megabyte, 0x20);
    const announced = await growth(async () => {
      const headers = { ...json, "content-length": String(32 * megabyte + 1) };
      expect([413, 0]).toContain((await postRaw(script.url, path, headers, [piece, piece])).status);
    });
    const chunked = await growth(async () => {
      const headers = { ...json, "transfer-encoding": "chunked" };
      const body = chunks(Array.from({ length: 34 }, () => piece));
      expect([413, 0]).toContain((await postRaw(script.url, path, headers, body)).status);
    });
    expect(announced).toBeLessThan(20);
    expect(chunked).toBeLessThan(20);
  });
});

/** Uploads a form in chunks; gives the seconds of processor time that it took. */
const send = async (boundary: string, pieces: readonly Buffer[]): Promise<number> => {
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}`, "transfer-encoding": "chunked" };
  const before = await processor();
  const { status } = await postRaw(script.url, "/gradio_api/upload", headers, chunks(pieces));
  expect([200, 400, 413, 431, 0], boundary).toContain(status);
  return (await processor()) - before;
};

test("what a form may be made of costs no more than a form of files as long", async () => {
  const part = '--b\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n';
  const fill = (text: string | Buffer, bytes: number): Buffer[] =>
    Array.from({ length: bytes / megabyte }, () => Buffer.alloc(megabyte, text));
  const size = 40 * megabyte;
  await send("b", [Buffer.from(part), ...fill("x", megabyte), Buffer.from("\r\n--b--\r\n")]);
  const plain = await send("b", [Buffer.from(part), ...fill("x", size), Buffer.from("\r\n--b--\r\n")]);
  const long = "b".repeat(250);
  const floods: [string, string, Buffer[]][] = [
    ["10,000 files", "b", [Buffer.from(`${`${part}a\r\n`.repeat(10_000)}--b--\r\n`)]],
    [
      "10,000 fields",
      "b",
      [Buffer.from(`${'--b\r\ncontent-disposition: form-data; name="x"\r\n\r\na\r\n'.repeat(10_000)}--b--\r\n`)],
    ],
    ["dashes", "b", fill("-", size)],
    ["nearly boundaries", "b", fill("\r\n--", size)],
    [
      "nearly a long boundary",
      long,
      [
        Buffer.from(`--${long}\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\n`),
        ...fill("b", size),
      ],
    ],
    ["a boundary of 15 kB", "b".repeat(15_000), fill("b", size)],
    ["a line of 1 MB in a head", "b", [Buffer.from(`--b\r\nx: ${"a".repeat(megabyte)}\r\n\r\na\r\n--b--\r\n`)]],
    ["100,000 lines in a head", "b", [Buffer.from(`--b\r\n${"x: a\r\n".repeat(100_000)}\r\na\r\n--b--\r\n`)]],
    ["no end", "b", [Buffer.from(`${part}a`)]],
    ["nothing before", "b", fill("x", size)],
  ];
  const dear: string[] = [];
  for (const [name, boundary, pieces] of floods) {
    // Twice as long, and a tick of the system's clock for what is short.
    if ((await send(boundary, pieces)) > 4 * plain + 0.1) dear.push(name);
  }
  expect(dear).toEqual([]);
});

/** Files that are on their way in. */
const stored = (): string[] => {
  const own = readdirSync(folder).filter((name) => name.startsWith("vitrine-"));
  return own.flatMap((name) => readdirSync(join(folder, name))).filter((name) => name.endsWith(".part"));
};

/** Open descriptors. */
const open = (): number => (process.platform === "linux" ? readdirSync(system("fd")).length : 0);

test("of a thousand uploads that break off nothing is left", async () => {
  const { port, host } = new URL(script.url);
  const before = open();
  let seen = 0;
  const breakOff = async (): Promise<void> => {
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => {});
    const head = `POST /gradio_api/upload HTTP/1.1\r\nhost: ${host}\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: 90000\r\n\r\n`;
    const part = '--b\r\ncontent-disposition: form-data; name="files"; filename="a.txt"\r\n\r\n';
    socket.write(`${head}${part}${"z".repeat(5_000)}`);
    await expect.poll(stored, { interval: 1 }).not.toEqual([]);
    seen += 1;
    const closed = once(socket, "close");
    socket.destroy();
    await closed;
  };
  for (let round = 0; round < 20; round++) {
    // oxlint-disable-next-line no-await-in-loop -- fifty at once
    await Promise.all(Array.from({ length: 50 }, breakOff));
  }
  expect(seen).toBe(1_000);
  await expect.poll(stored).toEqual([]);
  await expect.poll(open).toBeLessThanOrEqual(before + 2);
});
