import { open, stat } from "node:fs/promises";

/** The first bytes of a regular file, fewer where it is shorter; null where there is none. Never waits for a pipe or device. */
export async function readHead(path: string, length: number): Promise<Uint8Array | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || !found.isFile()) return null;
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
