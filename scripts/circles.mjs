/** The circles of a graph, each as the names of those in it: Tarjan's strongly connected components of more than one. */
export function circlesOf(arrows) {
  const targets = groupBy(arrows, ({ from }) => from);
  const found = new Map();
  const path = [];
  const circles = [];
  const visit = (name) => {
    const own = { index: found.size, low: found.size, open: true };
    found.set(name, own);
    path.push(name);
    for (const { to } of targets.get(name) ?? []) {
      const next = found.get(to) ?? visit(to);
      if (next.open) own.low = Math.min(own.low, next.low);
    }
    if (own.low !== own.index) return own;
    const circle = path.splice(path.indexOf(name));
    for (const one of circle) found.get(one).open = false;
    if (circle.length > 1) circles.push(circle.toReversed().join(", "));
    return own;
  };
  for (const name of targets.keys()) if (!found.has(name)) visit(name);
  return circles;
}

/** Lists by what `keyOf` says of their items. `Map.groupBy` is younger than Node 20. */
export function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
