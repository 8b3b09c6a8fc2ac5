import { existsSync } from "node:fs";

/** The path of an nginx: $NGINX or the system's; "" when there is none. */
export function findNginx() {
  const places = [
    process.env.NGINX,
    "/usr/sbin/nginx",
    "/usr/local/sbin/nginx",
    "/usr/bin/nginx",
    "/opt/homebrew/bin/nginx",
  ];
  return places.find((path) => path && existsSync(path)) ?? "";
}
