import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { type FileAccess, serverFile } from "@vitrine/components";
import { describe, expect, it, onTestFinished } from "vitest";
import { FileStore } from "./store.ts";
import type { StoredFile } from "./stored-file.ts";
import { ManualClock } from "../clock/manual-clock.ts";
import { createFileAccess } from "./file-access.ts";

interface Setting {
  readonly access: FileAccess;
  readonly stored: StoredFile[];
  readonly folder: string;
  readonly outside: string;
}

function setting(files: Record<string, StoredFile> = {}): Setting {
  const root = mkdtempSync(join(tmpdir(), "file-access-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const folder = join(root, "store");
  mkdirSync(folder);
  const stored: StoredFile[] = [];
  let serial = 0;
  const randomHex = (bytes: number): string => (++serial).toString(16).padStart(bytes * 2, "0");
  const access = createFileAccess({ files, folder, randomHex, collect: (file) => stored.push(file) });
  return { access, stored, folder, outside: root };
}

const bytes = new TextEncoder().encode("hello");
// echo -n hello | sha256sum
const hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

describe("give", () => {
  it("stores bytes under their hash and refers to them by chance alone", async () => {
    const { access, stored, folder } = setting();
    const data = await access.give(bytes);
    expect(data.path).toMatch(/^[0-9a-f]{32}\/file\.bin$/);
    expect(data).toMatchObject({ size: 5, orig_name: "file.bin", mime_type: "application/octet-stream" });
    expect(stored).toEqual([expect.objectContaining({ ref: data.path, hash, location: join(folder, hash), size: 5 })]);
    expect(readdirSync(folder)).toEqual([hash]);
    expect(readFileSync(join(folder, hash), "utf8")).toBe("hello");
  });

  it("takes the bytes as they are at the call", async () => {
    const { access, folder } = setting();
    const given = Uint8Array.from(bytes);
    const storing = access.give(given);
    given.fill(0);
    await storing;
    expect(readdirSync(folder)).toEqual([hash]);
  });

  it("takes a Blob with its type and a File with its name", async () => {
    const { access } = setting();
    expect(await access.give(new Blob(["{}"], { type: "application/json" }))).toMatchObject({
      orig_name: "file.json",
      mime_type: "application/json",
    });
    expect(await access.give(new File(["a,b"], "table.csv"))).toMatchObject({
      orig_name: "table.csv",
      mime_type: "text/csv",
    });
  });

  it("takes a server file and a file: URL, and copies them", async () => {
    const { access, folder, outside } = setting();
    const path = join(outside, "note.txt");
    writeFileSync(path, "hello");
    const data = await access.give(serverFile(path));
    expect(data).toMatchObject({ size: 5, orig_name: "note.txt", mime_type: "text/plain" });
    rmSync(path);
    expect(existsSync(join(folder, hash))).toBe(true);
    await expect(access.give(pathToFileURL(path))).rejects.toThrow(/There is no file .*note\.txt/);
  });

  it("takes a received file, which it can give back", async () => {
    const { access: first, stored } = setting();
    const { path } = await first.give(new File(["hello"], "in.txt"));
    const { access } = setting({ [path]: stored[0]! });
    const received = access.receive({ path, meta: { _type: "gradio.FileData" } });
    expect(received).toMatchObject({ name: "in.txt", size: 5 });
    expect(new TextDecoder().decode(await received.bytes())).toBe("hello");
    expect(await new Response(received.stream() as BodyInit).text()).toBe("hello");
    expect(await access.give(received)).toMatchObject({ orig_name: "in.txt", size: 5 });
  });

  it("types and names what it is given by its bytes, before anything that is told", async () => {
    const { access, outside } = setting();
    const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0);
    expect(await access.give(jpeg)).toMatchObject({ orig_name: "file.jpeg", mime_type: "image/jpeg" });
    expect(await access.give(new Blob([jpeg], { type: "text/plain" }))).toMatchObject({ mime_type: "image/jpeg" });
    expect(await access.give(new File(["fLaC"], "a.wav"))).toMatchObject({
      orig_name: "a.wav",
      mime_type: "audio/flac",
    });
    expect(await access.store(jpeg, { name: "a", type: "image/png" })).toMatchObject({ mime_type: "image/jpeg" });
    for (const [name, content, type] of [
      ["a.dat", "\0\0\0\u001cftypM4A ", "audio/mp4"],
      ["a.m4a", "\0\0\0\u001cftypisom", "audio/mp4"],
      ["a.mkv", "matroska", "video/x-matroska"],
      ["a.MOV", "", "video/quicktime"],
      ["a.opus", "", "audio/ogg"],
      ["a.pdf.txt", "%PDF-1.7", "application/pdf"],
      ["a.unknown", "hello", "application/octet-stream"],
    ] as const) {
      writeFileSync(join(outside, name), content, "latin1");
      expect(await access.give(serverFile(join(outside, name))), name).toMatchObject({
        orig_name: name,
        mime_type: type,
      });
    }
  });

  it.each([
    ["a path in a string", "/etc/hostname", /use serverFile\(path\)/],
    ["a look-alike", { path: "/etc/hostname", meta: { _type: "gradio.FileData" } }, /is no file/],
    ["a folder", serverFile("/"), /no regular file/],
    ["a device", serverFile("/dev/zero"), /no regular file/],
    ["a web address", new URL("http://127.0.0.1/x"), /fetch it/],
    ["null", null, /null is no file/],
  ])("refuses %s", async (_, value, expected) => {
    const { access, folder } = setting();
    await expect(access.give(value)).rejects.toThrow(expected);
    expect(readdirSync(folder)).toEqual([]);
  });
});

const received = async (name: string, content = "hello", change: Partial<StoredFile> = {}) => {
  const { access: first, stored, folder } = setting();
  const { path } = await first.give(new File([content], name));
  const { access } = setting({ [path]: { ...stored[0]!, ...change } });
  return { folder, again: () => access.receive({ path, meta: { _type: "gradio.FileData" } }) };
};

describe("a received file", () => {
  it("lies at a path that ends as its name does, and reads as text", async () => {
    for (const name of ["photo.png", ".env", "می\u200cخواهم.txt", "a b.tar.gz", "no ending"]) {
      const { folder, again } = await received(name);
      const { path } = again();
      expect(basename(path)).toBe(name);
      expect(path.startsWith(folder)).toBe(true);
      expect(again().path).toBe(path);
      expect(readFileSync(path, "utf8")).toBe("hello");
    }
    const { again } = await received("a.csv", "\uFEFFa,b");
    expect(await again().text()).toBe("a,b");
  });

  it("costs no link until its path is asked for, and never more than a few", async () => {
    const { access: first, stored, folder } = setting();
    const { path: reference } = await first.give(new File(["hello"], "blob"));
    expect(readdirSync(folder)).toEqual([hash]);
    const paths = Array.from({ length: 100 }, (_, at) => {
      const { access } = setting({ [reference]: { ...stored[0]!, name: `${at}.txt` } });
      return access.receive({ path: reference, meta: { _type: "gradio.FileData" } }).path;
    });
    expect(basename(paths[0]!)).toBe("0.txt");
    expect(new Set(paths).size).toBeLessThanOrEqual(21);
    for (const path of paths) expect(readFileSync(path, "utf8")).toBe("hello");
  });

  it("is lost with its content, links and all", () => {
    const root = mkdtempSync(join(tmpdir(), "file-access-"));
    onTestFinished(() => rmSync(root, { recursive: true }));
    const clock = new ManualClock();
    const shares = { ofHolder: 1e6, countOfHolder: 100, ofAddress: 1e6 };
    let serial = 0;
    const randomId = (): string => String(++serial).padStart(32, "0");
    const store = new FileStore({ folder: root, quota: 1e6, shares, clock, randomId });
    const [one, two] = ["one.txt", "two.txt"].map((name) => {
      const upload = store.begin({ holder: "a", address: null });
      upload.write(bytes);
      return upload.finish(name, "text/plain");
    });
    const { access } = setting({ [one!.ref]: one!, [two!.ref]: two! });
    const paths = [one!, two!].map(({ ref }) => access.receive({ path: ref, meta: { _type: "gradio.FileData" } }).path);
    const held = store.hold([two!.ref]);
    clock.advance(3_600_001);
    store.sweep();
    expect(paths.map((path) => existsSync(path))).toEqual([false, true]);
    store.letGo(held);
    store.sweep();
    expect(paths.map((path) => existsSync(path))).toEqual([false, false]);
    expect(readdirSync(root)).toEqual(["named"]);
  });
});

it("refuses a reference that the gateway did not resolve, also one named like a property", () => {
  const { access } = setting();
  for (const path of ["0".repeat(32), "constructor", "/etc/hostname"]) {
    expect(() => access.receive({ path, meta: { _type: "gradio.FileData" } })).toThrow(/upload it again/);
  }
});
