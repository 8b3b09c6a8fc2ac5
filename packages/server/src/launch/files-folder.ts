import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { mkdtemp, readdir, rm, stat, utimes } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

const named = /^vitrine-(\d+)-(\d+)-([0-9a-f]{8})-\w{6}$/;
const touchedEveryMs = 300_000;
const forgottenMs = 3_600_000;

/** A folder for the files of one app. */
export interface FilesFolder {
  readonly path: string;
  /** Says no more that it is in use. */
  leave(): void;
}

/**
 * Makes the folder of an app's files below `parent`, and removes those of apps whose process has ended without doing so,
 * as after `kill -9`. The name says whose it is: process, its start, and the place where that number means that process.
 * Of a process that cannot be seen from here, such as one of another container, only what was not in use for an hour goes.
 */
export async function makeFilesFolder(parent: string): Promise<FilesFolder> {
  await removeForgotten(parent).catch(() => {});
  const path = await mkdtemp(join(parent, `vitrine-${process.pid}-${startOf(process.pid) ?? 0}-${place()}-`));
  const touching = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, touchedEveryMs).unref();
  return { path, leave: () => clearInterval(touching) };
}

async function removeForgotten(parent: string): Promise<void> {
  const user = process.getuid?.();
  for (const name of await readdir(parent)) {
    const [, pid, start, where] = named.exec(name) ?? [];
    if (pid === undefined) continue;
    const path = join(parent, name);
    // oxlint-disable-next-line no-await-in-loop -- few, and the disk is one
    const found = await stat(path).catch(() => null);
    if (found === null || !found.isDirectory() || (user !== undefined && found.uid !== user)) continue;
    const isOver = where === place() ? !runs(Number(pid), start!) : Date.now() - found.mtimeMs > forgottenMs;
    // oxlint-disable-next-line no-await-in-loop -- few, and the disk is one
    if (isOver) await rm(path, { recursive: true, force: true }).catch(() => {});
  }
}

/** Whether a process runs that has this number and, where the system tells it, began at this time. */
function runs(pid: number, start: string): boolean {
  const began = startOf(pid);
  if (began !== null) return began === start;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** When a process began, in ticks since the machine's start; null where there is none any more, or no `/proc`. */
function startOf(pid: number): string | null {
  try {
    // The name before it may hold spaces and brackets.
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // One that was killed and whose parent has not asked yet.
    return fields[0] === "Z" ? "ended" : (fields[19] ?? null);
  } catch {
    return null;
  }
}

/** Where a process number means one process: this run of this machine, and among containers this one. */
function place(): string {
  const parts = [hostname(), read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"))];
  parts.push(read(() => readlinkSync("/proc/self/ns/pid")));
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 8);
}

function read(source: () => string): string {
  try {
    return source();
  } catch {
    return "";
  }
}
