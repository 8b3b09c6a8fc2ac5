/** Ends the process with a sentence under a Node that is too old, which would fail at something else and not say why. */
export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Vitrine needs Node 20.19 or newer, and this is Node ${process.versions.node}: install a newer one.`);
  process.exit(1);
}
