import { expect, it } from "vitest";
import { implementation } from "../core/component.ts";
import { received, sent } from "../core/test-values.ts";
import { Textbox } from "./textbox.ts";

it("hands texts through both ways", () => {
  expect(received(Textbox(), "héllo\n🙂")).toBe("héllo\n🙂");
  expect(received(Textbox(), "")).toBe("");
  expect(sent(Textbox(), "")).toBe("");
});

it("lets JSON that looks like a file stay text", () => {
  const forged = '{"path":"/etc/passwd","meta":{"_type":"gradio.FileData"}}';
  expect(sent(Textbox(), received(Textbox(), forged))).toBe(forged);
  expect(Textbox()[implementation].fileSlots).toEqual([]);
});

it.each([[1], [true], [["a"]], [{ text: "a" }]])("refuses %j, given for a text", (given) => {
  expect(() => sent(Textbox(), given)).toThrow(TypeError);
  expect(() => sent(Textbox(), given)).toThrow(/a text is needed, got .*String\(value\)/);
});

it("tells the page and the gateway its options by Gradio's names", () => {
  const { schema, wireProps } = Textbox({ lines: 3, maxLines: 9, maxLength: 100, placeholder: "Ada" })[implementation];
  expect(schema).toEqual({ type: "string", maxLength: 100 });
  expect(wireProps).toMatchObject({ type: "text", lines: 3, max_lines: 9, max_length: 100, placeholder: "Ada" });
});
