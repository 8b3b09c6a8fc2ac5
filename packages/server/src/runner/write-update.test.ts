import { Dropdown, Json, Textbox } from "@vitrine/components";
import { expect, it } from "vitest";
import { keep, update } from "../app/update.ts";
import { callId, declare, harness, port } from "./test-harness.ts";

const text = port("text", Textbox(), 1);
const choice = port("choice", Dropdown({ choices: ["a", "b"] }), 2);

it("an update changes options by the names of the wire, and later yields keep what it changed", async () => {
  const gateway = harness(
    declare(
      function* () {
        yield ["one", update({ choices: ["x", "y"], value: "x", label: "Letter" })];
        yield [keep, keep];
        yield ["two", keep];
      },
      { outputs: [text, choice], outputShape: "list" },
    ),
  );
  gateway.run(1, [[]]);
  await gateway.ended(1);
  const changed = {
    __type__: "update",
    value: "x",
    label: "Letter",
    choices: [
      ["x", "x"],
      ["y", "y"],
    ],
  };
  expect(gateway.yields(callId(1))).toEqual([
    ["one", changed],
    ["one", changed],
    ["two", changed],
  ]);
});

it("data that looks like an update is data", async () => {
  const lookalike = { __type__: "update", visible: false };
  const gateway = harness(declare(() => lookalike, { outputs: [port("json", Json(), 3)] }));
  gateway.run(1, [[]]);
  expect(await gateway.ended(1)).toEqual([{ status: "done", values: [{ __type__: "update", value: lookalike }] }]);
});

it("an update with a value that the component cannot show fails the call and names the output", async () => {
  const gateway = harness(declare(() => update({ value: 5 as never }), { outputs: [text] }));
  gateway.run(1, [[]]);
  expect(await gateway.ended(1)).toMatchObject([{ status: "error" }]);
});
