import type { LayoutConfig } from "@vitrine/protocol";
import type { AppParts } from "./app.ts";
import { groupOf } from "../options/groups.ts";

/** Where the ids of an app begin inside another, and whether its endpoints stay reachable. */
export interface NestPlace {
  /** Added to the ids of components and boxes. */
  readonly components: number;
  /** Added to the ids of functions. */
  readonly functions: number;
  readonly hasApi: boolean;
}

/** An app's parts with the ids that they have inside another app. */
export function nestParts(parts: AppParts, place: NestPlace): AppParts {
  const component = (id: number): number => id + place.components;
  const fn = (id: number): number => id + place.functions;
  const layout = ({ id, children }: LayoutConfig): LayoutConfig => ({
    id: component(id),
    children: children.map(layout),
  });
  const targets = (list: AppParts["functions"][number]["targets"]): typeof list =>
    list.map(([id, event]) => [id === null ? null : component(id), event]);
  const members = parts.members.map((member) => ({ ...member, id: fn(member.id) }));
  return {
    ...parts,
    components: parts.components.map((one) => ({ ...one, id: component(one.id) })),
    boxes: parts.boxes.map((box) => ({
      ...box,
      id: component(box.id),
      props: Object.fromEntries(
        Object.entries(box.props).map(([key, value]) => [
          key,
          key === "dependency"
            ? fn(Number(value))
            : key === "chatbot" || key === "textbox"
              ? component(Number(value))
              : value,
        ]),
      ),
    })),
    functions: parts.functions.map((one) => ({
      ...one,
      id: fn(one.id),
      ...(place.hasApi ? {} : { apiName: false as const, apiVisibility: "private" as const }),
      inputs: one.inputs.map((port) => ({ ...port, componentId: component(port.componentId) })),
      outputs: one.outputs.map((port) => ({ ...port, componentId: component(port.componentId) })),
      targets: targets(one.targets),
      cancels: one.cancels.map(fn),
      group: groupOf(members.find(({ id }) => id === fn(one.id))!),
    })),
    controls: parts.controls.map((one) => ({
      id: fn(one.id),
      targets: targets(one.targets),
      cancels: one.cancels.map(fn),
    })),
    layout: layout(parts.layout),
    members,
  };
}
