import { expect, it } from "vitest";
import { declarationOf } from "../apps/app.ts";
import { type App, Interface, Textbox } from "../index.ts";
import { fingerprintOf, identify } from "./app-identity.ts";

const make = (fn: (text: string) => string, name = "text") =>
  new Interface({ inputs: Textbox({ name }), outputs: "text", fn, thread: true });
const print = (app: App): string => fingerprintOf(declarationOf(app));
const shout = (text: string): string => `${text}!`;
const twin = (text: string): string => `${text} twin`;

it("is the same for the same app, and another for other code or other components", () => {
  expect(print(make(shout))).toBe(print(make(shout)));
  expect(print(make((text) => `${text}?`))).not.toBe(print(make(shout)));
  expect(print(make(shout, "words"))).not.toBe(print(make(shout)));
});

it("counts apps that look the same, each once however often it is launched", () => {
  const [one, two] = [make(twin), make(twin)];
  const places = [one, two, one].map((app) => identify(declarationOf(app)).place);
  expect(places).toEqual([0, 1, 0]);
});
