import { implementation, type AnyComponent } from "@vitrine/components";
import { App } from "./app.ts";
import { showValue } from "../base/show-value.ts";

/** A part of a layout that holds others. */
export interface LayoutNode {
  readonly kind: "row" | "column";
  readonly children: readonly Child[];
}

/** A whole app in a layout. Not generic: a generic one would keep `new ChatInterface(…)` inside `Column(…)` from inferring. */
interface Placeable {
  readonly kind: "interface" | "chat";
}

/** What a layout may hold. */
export type Child = AnyComponent | LayoutNode | Placeable;

/** Its children side by side; one below the other where there is no room. Throws a `TypeError` for what cannot be placed. */
export function Row(...children: Child[]): LayoutNode {
  return { kind: "row", children: children.map((child) => checkChild("Row", child)) };
}

/** Its children one below the other. Throws a `TypeError` for what cannot be placed. */
export function Column(...children: Child[]): LayoutNode {
  return { kind: "column", children: children.map((child) => checkChild("Column", child)) };
}

/** Whether something is a Row or a Column. */
export function isLayoutNode(value: unknown): value is LayoutNode {
  if (typeof value !== "object" || value === null || value instanceof App || isComponent(value)) return false;
  const { kind, children } = value as Partial<LayoutNode>;
  return (kind === "row" || kind === "column") && Array.isArray(children);
}

/** Whether something is a component. */
export function isComponent(value: unknown): value is AnyComponent {
  return typeof value === "object" && value !== null && implementation in value;
}

/** Gives the child back; throws a `TypeError` that says what to place instead. */
export function checkChild(where: string, child: unknown): Child {
  if (isComponent(child) || isLayoutNode(child)) return child;
  if (child instanceof App) {
    if ("kind" in child && (child.kind === "interface" || child.kind === "chat")) return child as unknown as Placeable;
    throw new TypeError(`${where}: a Blocks cannot stand in a layout; place its Row or Column instead.`);
  }
  throw new TypeError(`${where}: ${showValue(child)} cannot be placed; ${remedyFor(child)}.`);
}

function remedyFor(child: unknown): string {
  if (typeof child === "function") return `call it: ${child.name || "Textbox"}()`;
  if (typeof child === "string") return "give a component that shows the text";
  if (Array.isArray(child)) return "write Row(…) or Column(…) around its items";
  return "give a component, Row(…), Column(…), an Interface or a ChatInterface";
}
