import { HTML, Textbox } from "@vitrine/components";
import { expect, it } from "vitest";
import { warnLostHtml } from "./warn-lost-html.ts";

it("names the element of an HTML's value that the page leaves out", () => {
  const parts = [
    { label: "Intro", component: HTML({ value: '<p style="color: red">a</p><BUTTON>b</BUTTON>' }) },
    { label: "Fine", component: HTML({ value: '<p style="color: red">a</p>' }) },
    { label: "Text", component: Textbox({ value: "<button>" }) },
  ];
  expect(warnLostHtml(parts)).toEqual([expect.stringMatching(/^HTML "Intro": the page leaves <button> out;/)]);
});
