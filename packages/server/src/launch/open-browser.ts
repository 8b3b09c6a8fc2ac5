import { spawn } from "node:child_process";

/** Opens a page in the browser of this machine; where there is none, nothing happens. */
export function openBrowser(url: string, platform: NodeJS.Platform): void {
  const windows = platform === "win32";
  const command = windows ? "cmd" : platform === "darwin" ? "open" : "xdg-open";
  const child = spawn(command, windows ? ["/c", "start", "", url] : [url], { stdio: "ignore", detached: true });
  child.on("error", () => {});
  child.unref();
}

/** Whether somebody sits before a browser of this machine: at a terminal of its own, with a screen. */
export function hasBrowser(platform: NodeJS.Platform, environment: NodeJS.ProcessEnv, isTerminal: boolean): boolean {
  const { CI, SSH_CONNECTION, DISPLAY, WAYLAND_DISPLAY } = environment;
  if (!isTerminal || CI || SSH_CONNECTION) return false;
  return platform === "win32" || platform === "darwin" || Boolean(DISPLAY ?? WAYLAND_DISPLAY);
}
