import { spawn } from "node:child_process";

/** Opens a page in the browser of this machine; where there is none, nothing happens. */
export function openBrowser(url: string, platform: NodeJS.Platform): void {
  const [command, ...args] =
    platform === "win32" ? ["cmd", "/c", "start", "", url] : [platform === "darwin" ? "open" : "xdg-open", url];
  const child = spawn(command!, args, { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
