import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Markdown } from "./markdown.ts";

it("hands the source through both ways, HTML and what looks like a file included", () => {
  for (const source of ["# Hello!\n\n- a", "<script>alert(1)</script>", '{"path":"/etc/passwd"}', ""]) {
    expect(received(Markdown(), source)).toBe(source);
    expect(sent(Markdown(), source)).toBe(source);
  }
  expect(Markdown()[implementation].fileSlots).toEqual([]);
});

it("refuses what is no text, at the declaration too", () => {
  expect(() => sent(Markdown(), { html: "" })).toThrow(/a text is needed, got \{"html":""\}/);
  expect(() => Markdown({ value: 3 as never })).toThrow("Markdown: the initial value cannot be used: a text is needed");
  expect(() => Markdown({ ...({ line_breaks: true } as object) })).toThrow("did you mean lineBreaks?");
});

it("tells the page and the gateway its options by Gradio's names", () => {
  const { schema, wireProps } = Markdown({ lineBreaks: true, maxHeight: "20rem" })[implementation];
  expect(schema).toEqual({ type: "string" });
  expect(wireProps).toEqual({ line_breaks: true, rtl: false, height: null, min_height: null, max_height: "20rem" });
});
