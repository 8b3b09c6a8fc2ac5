import type { ComponentConfig, DependencyConfig, LayoutConfig } from "@vitrine/protocol";

/** A part of a Blocks as it is drawn. */
export type Block =
  | { readonly kind: "row" | "column"; readonly id: number; readonly blocks: readonly Block[] }
  /** Fields that stand together on one panel, and how many places of a row that panel takes. */
  | { readonly kind: "bench"; readonly id: number; readonly places: number; readonly blocks: readonly Block[] }
  | { readonly kind: "field" | "button" | "output" | "prose"; readonly id: number }
  | { readonly kind: "interface" | "chatinterface"; readonly id: number };

/** Ids of the components that functions read and fill in. */
interface Ports {
  readonly read: ReadonlySet<number>;
  readonly filled: ReadonlySet<number>;
}

/** What the layout becomes: fields that stand together share a panel. `functions` are those of the page. */
export function arrange(
  layout: LayoutConfig,
  components: readonly ComponentConfig[],
  functions: readonly DependencyConfig[],
): Block[] {
  const byId = new Map(components.map((component) => [component.id, component]));
  const ports: Ports = {
    read: new Set(functions.flatMap(({ inputs }) => inputs)),
    filled: new Set(functions.flatMap(({ outputs }) => outputs)),
  };
  return gather(layout.children.flatMap((child) => place(child, byId, ports)));
}

function place({ id, children }: LayoutConfig, byId: ReadonlyMap<number, ComponentConfig>, ports: Ports): Block[] {
  const found = byId.get(id);
  if (!found || found.type === "state") return [];
  const { type, props } = found;
  if (type === "interface" || type === "chatinterface") return [{ kind: type, id }];
  if (type === "row" || type === "column") {
    const inner = children.flatMap((child) => place(child, byId, ports));
    return [{ kind: type, id, blocks: inner.every(isField) ? inner : gather(inner, type === "row") }];
  }
  if (type === "button") return [{ kind: "button", id }];
  const isFilled = ports.filled.has(id);
  // What a function reads stays a field, also where it is locked for a while.
  if (isFilled && !ports.read.has(id) && props["interactive"] !== true) return [{ kind: "output", id }];
  const isProse = (type === "markdown" || type === "html") && !isFilled;
  return [{ kind: isProse ? "prose" : "field", id }];
}

/** Whether a block holds nothing but what a visitor uses. */
function isField(block: Block): boolean {
  if (block.kind === "row" || block.kind === "column") return block.blocks.every(isField);
  return block.kind === "field" || block.kind === "button";
}

function holdsField(block: Block): boolean {
  return block.kind === "field" || ("blocks" in block && block.blocks.some(holdsField));
}

/** Puts neighbours that are fields on one panel; buttons alone need none. What a row holds stays side by side, each column on a panel of its own. */
function gather(blocks: readonly Block[], isRow = false): Block[] {
  const mayJoin = (block: Block): boolean => isField(block) && !(isRow && "blocks" in block);
  const groups: Block[][] = [];
  for (const block of blocks) {
    const last = groups.at(-1);
    if (last && mayJoin(block) && mayJoin(last[0]!)) last.push(block);
    else groups.push([block]);
  }
  return groups.flatMap((group): Block[] => {
    const { id } = group[0]!;
    if (!isField(group[0]!) || !group.some(holdsField)) return group;
    const inner: readonly Block[] = isRow && group.length > 1 ? [{ kind: "row", id, blocks: group }] : group;
    return [{ kind: "bench", id, places: isRow ? group.length : 1, blocks: inner }];
  });
}
