import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { HTML } from "./html.ts";

it("hands the source through both ways; the page is what cleans it", () => {
  const source = "<p onclick='alert(1)'>Hello</p>";
  expect(received(HTML(), source)).toBe(source);
  expect(sent(HTML(), source)).toBe(source);
  expect(HTML()[implementation].fileSlots).toEqual([]);
});

it("refuses what is no text", () => {
  expect(() => sent(HTML(), 1)).toThrow(/a text is needed, got 1/);
  expect(() => HTML({ maxHeight: "tall" })).toThrow("HTML: maxHeight must be a number of pixels");
});

it("tells the page and the gateway its options by Gradio's names", () => {
  const component = HTML({ minHeight: 40 });
  expect(component.kind).toBe("html");
  expect(component[implementation].schema).toEqual({ type: "string" });
  expect(component[implementation].wireProps).toEqual({ min_height: 40, max_height: null });
});
