import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Where the Python peers live. */
export const peersFolder = fileURLToPath(new URL("../.cache/bench-python", import.meta.url));

/** The interpreter that has the peers; null where `npm run peers` was not run. */
export function peersPython(): string | null {
  const python = `${peersFolder}/bin/python`;
  return existsSync(python) ? python : null;
}
