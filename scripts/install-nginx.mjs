import { existsSync } from "node:fs";
import { findNginx } from "./nginx.mjs";
import { run } from "./run.mjs";

/** Installs Debian's nginx for the tests behind a proxy, where that can be; they say so themselves when it is missing. */
export async function installNginx() {
  if (findNginx() || process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  await run("apt-get", ["update"]);
  await run("apt-get", ["install", "-y", "--no-install-recommends", "nginx-light"]);
}
