import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findNginx } from "../scripts/nginx.mjs";

/** A running nginx. */
export interface Nginx {
  readonly url: string;
  stop(): Promise<void>;
}

/** Why the tests behind nginx cannot run here; null where they can. */
export function nginxMissing(): string | null {
  if (findNginx() !== "" || process.env["CI"] === "true") return null;
  return "no nginx here: install one, or set NGINX to its path";
}

/** A port that nobody listens to now. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** Starts nginx with the given `location` blocks on a port, and waits until it answers. */
export async function startNginx(port: number, locations: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "vitrine-nginx-"));
  for (const name of ["body", "proxy", "fastcgi", "uwsgi", "scgi"]) mkdirSync(join(folder, name));
  const file = join(folder, "nginx.conf");
  writeFileSync(
    file,
    `${process.getuid?.() === 0 ? "user root;" : ""} daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr warn;
events { worker_connections 256; }
http {
  access_log off; client_max_body_size 100m;
  client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
  server { listen 127.0.0.1:${port}; ${locations} location = /nginx-is-up { return 204; } }
}`,
  );
  const child = spawn(findNginx(), ["-c", file, "-p", folder], { stdio: ["ignore", "inherit", "inherit"] });
  const exit = once(child, "exit");
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([
    answers(`${url}/nginx-is-up`),
    exit.then(() => Promise.reject(new Error("nginx ended at once"))),
  ]);
  return {
    url,
    stop: async () => {
      child.kill("SIGTERM");
      await exit;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(url: string): Promise<void> {
  for (;;) {
    const answer = await fetch(url).catch(() => null);
    if (answer?.status === 204) return;
    await new Promise(setImmediate);
  }
}
