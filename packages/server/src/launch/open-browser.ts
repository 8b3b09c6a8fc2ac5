import { spawn } from "node:child_process";

/** Opens a page in the browser of this machine; where there is none, nothing happens. */
export function openBrowser(url: string, platform: NodeJS.Platform): void {
  const windows = platform === "win32";
  const command = windows ? "cmd" : platform === "darwin" ? "open" : "xdg-open";
  const child = spawn(command, windows ? ["/c", "start", "", url] : [url], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}
