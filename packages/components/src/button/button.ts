import type { Component } from "../core/component.ts";
import { type Definition, makeComponent } from "../core/define-component.ts";
import { oneOf } from "../options/option-checks.ts";
import { asText } from "../core/scalar.ts";
import { showGiven } from "../options/show-given.ts";
import type { Same } from "../core/value-types.ts";

/** Options of a Button. */
export interface ButtonProps {
  /** The value's name in the API, where it is an input. */
  readonly name?: string | undefined;
  /** "secondary" where left out. */
  readonly variant?: "primary" | "secondary" | "stop" | undefined;
  /** Whether it is on the page; true where left out. */
  readonly visible?: boolean | undefined;
  /** Whether it can be clicked; true where left out. */
  readonly interactive?: boolean | undefined;
}

/** What a Button fires. */
export interface ButtonEvents {
  click: null;
}

const definition: Definition<Pick<ButtonProps, "variant">> = {
  kind: "button",
  word: "Button",
  options: { variant: oneOf("primary", "secondary", "stop") },
  events: ["click"],
  implement: ({ variant = "secondary" }) => ({
    schema: { type: "string" },
    wireProps: { variant },
    checkInitial: (value) => void asText(value),
    preprocess: asText,
    postprocess: asText,
  }),
};

/** Something to click, which says `text` ("Run" where left out). As an input it gives its text. Throws a `TypeError` where `text` is none. */
export function Button(
  text: string = "Run",
  props: ButtonProps = {},
): Component<"button", Same<string>, { readonly value: string }, ButtonEvents> {
  if (typeof text !== "string") {
    throw new TypeError(
      `Button: its words come first, as in Button("Go", { variant: "primary" }), got ${showGiven(text)}.`,
    );
  }
  return makeComponent(definition, { ...props, value: text }) as never;
}
