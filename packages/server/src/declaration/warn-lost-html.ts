import type { ComponentDeclaration } from "../app-model/declaration.ts";

const lost = /<(script|style|form|button|input|textarea|select|dialog|iframe)\b/i;

/** Sentences for the author of an HTML whose value holds what the page leaves out. */
export function warnLostHtml(components: readonly Pick<ComponentDeclaration, "label" | "component">[]): string[] {
  return components.flatMap(({ label, component }) => {
    const { value } = component.props as { readonly value?: unknown };
    const found = component.kind === "html" && typeof value === "string" ? lost.exec(value) : null;
    if (found === null) return [];
    return [
      `HTML "${label}": the page leaves <${found[1]!.toLowerCase()}> out; style elements by classes of your own or a \`style\`, and use components for what visitors press or fill in.`,
    ];
  });
}
