import { readFileSync } from "node:fs";

/** Beside the connections: modules, logs, pipes. */
const others = 500;

/** Why a process cannot hold so many connections here; null where it can. */
export function tooFewDescriptors(connections: number): string | null {
  const most = Number(
    /^Max open files\s+\d+\s+(\d+)/m.exec(readFileSync("/proc/self/limits", "utf8"))?.[1] ?? Infinity,
  );
  if (connections + others <= most) return null;
  return `${connections} connections need ${connections + others} file descriptors, the limit is ${most}: ulimit -Hn`;
}
