import { implementation, resolvePort, type AnyComponent, type CommonProps } from "@vitrine/components";
import type { PortShape } from "../app-model/declaration.ts";
import { showValue } from "../base/show-value.ts";

/** The inputs or the outputs of a function, named and checked. */
export interface Side {
  readonly shape: PortShape;
  readonly ports: readonly SidePort[];
}

/** One input or output before it has a place in an app. */
interface SidePort {
  readonly key: string | null;
  readonly name: string;
  /** Whether the author chose the name. */
  readonly named: boolean;
  readonly component: AnyComponent;
  readonly isState: boolean;
}

type SideWord = "inputs" | "outputs";

const legalName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Reads what an author wrote for a side; throws a `TypeError` that names the place, what stands there, and the remedy. */
export function readPorts(where: string, side: SideWord, written: unknown): Side {
  const shape = shapeOf(written);
  if (shape === null) {
    const none = written === undefined || written === null ? `${side} is missing` : `${side} is ${showValue(written)}`;
    throw new TypeError(
      `${where}: ${none}; give a component such as Textbox(), a list, or a record of them ([] for none).`,
    );
  }
  const components = entriesOf(shape, written).map(([key, port]) => ({
    key,
    component: readPort(where, side, key, port),
  }));
  checkPlaces(where, side, components);
  const visible = components.filter(({ component }) => !isHidden(component));
  const ports = components.map(({ key, component }, index) => {
    const given = key ?? (component.props as CommonProps).name ?? null;
    const isState = isHidden(component);
    const place = visible.findIndex((other) => other.component === component);
    const unnamed = isState ? `state_${index}` : unnamedPort(side, place, visible.length);
    return { key, name: given ?? unnamed, named: given !== null, component, isState };
  });
  checkNames(where, side, ports);
  return { shape, ports };
}

function shapeOf(written: unknown): PortShape | null {
  if (typeof written === "string" || isComponent(written)) return "single";
  if (Array.isArray(written)) return "list";
  return typeof written === "object" && written !== null ? "record" : null;
}

function entriesOf(shape: PortShape, written: unknown): readonly (readonly [string | null, unknown])[] {
  if (shape === "single") return [[null, written]];
  if (shape === "list") return (written as readonly unknown[]).map((port) => [null, port]);
  return Object.entries(written as object);
}

function readPort(where: string, side: SideWord, key: string | null, port: unknown): AnyComponent {
  const place = key === null ? side : `${side}.${key}`;
  if (isComponent(port)) return port;
  if (typeof port === "string") {
    try {
      return resolvePort(port as Parameters<typeof resolvePort>[0]);
    } catch (error) {
      throw new TypeError(`${where}: ${place}: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }
  const remedy =
    typeof port === "function"
      ? `call it: ${port.name || "Textbox"}()`
      : 'give a component such as Textbox() or a word such as "text"';
  throw new TypeError(`${where}: ${place} holds ${showValue(port)}, which is no component; ${remedy}.`);
}

function isComponent(value: unknown): value is AnyComponent {
  return typeof value === "object" && value !== null && implementation in value;
}

function isHidden(component: AnyComponent): boolean {
  return component[implementation].hidden;
}

function unnamedPort(side: SideWord, place: number, count: number): string {
  if (side === "inputs") return `param_${place}`;
  return count === 1 ? "output" : `output_${place}`;
}

/** The sentence for a component that stands in two places. */
export function placedTwice(where: string, side: SideWord, { kind, props }: AnyComponent): string {
  const { name } = props as CommonProps;
  const what = name === undefined ? `the same ${kind}` : `the component ${JSON.stringify(name)}`;
  return `${where}: ${what} in ${side} is placed twice; make a second one for the second place.`;
}

function checkPlaces(where: string, side: SideWord, ports: readonly { readonly component: AnyComponent }[]): void {
  const placed = new Set<AnyComponent>();
  for (const { component } of ports) {
    if (placed.has(component)) throw new TypeError(placedTwice(where, side, component));
    placed.add(component);
  }
}

function checkNames(where: string, side: SideWord, ports: readonly SidePort[]): void {
  const taken = new Set<string>();
  for (const { name } of ports) {
    if (!legalName.test(name) || name === "__proto__") {
      throw new TypeError(
        `${where}: ${JSON.stringify(name)} cannot be a name of ${side}; use letters, digits and _, not starting with a digit.`,
      );
    }
    if (taken.has(name)) {
      throw new TypeError(`${where}: two ${side} are named ${JSON.stringify(name)}; give each a \`name\` of its own.`);
    }
    taken.add(name);
  }
}
