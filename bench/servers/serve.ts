/** Tells the parent process where the server listens; ends with it. */
export function reportTo(url: string): void {
  console.log(JSON.stringify({ url }));
  process.stdin.on("end", () => process.exit(0)).resume();
}

/** Launches an app on a free port. */
export async function serve(app: {
  launch(options: { port: number; quiet: boolean }): Promise<{ url: string }>;
}): Promise<void> {
  const { url } = await app.launch({ port: 0, quiet: true });
  reportTo(url);
}
