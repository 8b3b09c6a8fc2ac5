// Imported first by whatever npm starts, since an old Node would fail at something else and not say why.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Vitrine needs Node 20.19 or newer; this is Node ${process.versions.node}: install a newer one from nodejs.org.`);
  process.exit(1);
}
