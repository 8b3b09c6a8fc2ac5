/** Tells the parent process where the server listens, and its processor time whenever it asks. */
export function reportTo(url: string): void {
  process.on("message", () => process.send!({ cpu: process.cpuUsage() }));
  process.once("disconnect", () => process.exit(0));
  process.send!({ url });
}
