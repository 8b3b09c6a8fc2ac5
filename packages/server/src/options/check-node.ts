/** Throws where this version of Node cannot run apps, which would otherwise fail in the server's thread and not say why. */
export function checkNode(version: string): void {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(`Vitrine needs Node 20.19 or newer, and this is Node ${version}: install a newer one.`);
}
