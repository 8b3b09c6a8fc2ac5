import { Dropdown, Json, Slider, Textbox } from "@vitrine/components";
import { expect, it } from "vitest";
import { keep, update } from "../../app-model/update.ts";
import { callId, declare, harness, port } from "../test-harness.ts";

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

it("a session may give a choice that it was given by an update; others may not", async () => {
  const gateway = harness(
    declare((chosen: string) => [chosen, update({ choices: ["x", "y"] })], {
      inputs: [choice],
      outputs: [text, choice],
      outputShape: "list",
    }),
  );
  gateway.run(1, [["a"]]);
  expect(await gateway.ended(1)).toMatchObject([{ status: "done" }]);
  gateway.run(2, [["y"]]);
  expect(await gateway.ended(2)).toMatchObject([{ status: "done", values: ["y", { __type__: "update" }] }]);
  gateway.run(3, [["a"]]);
  expect(await gateway.ended(3)).toMatchObject([{ status: "error", error: { code: "invalid" } }]);
});

it("ends of a number that an update moved count for the session", async () => {
  const level = port("level", Slider({ min: 0, max: 10 }), 4);
  const gateway = harness(
    declare((given: number) => [`${given}`, update({ max: 20 })], {
      inputs: [level],
      outputs: [text, level],
      outputShape: "list",
    }),
  );
  gateway.run(1, [[20]]);
  expect(await gateway.ended(1)).toMatchObject([
    {
      status: "error",
      error: { code: "invalid", fields: [{ name: "level", message: expect.stringMatching(/at most 10/) }] },
    },
  ]);
  gateway.run(2, [[10]]);
  await gateway.ended(2);
  gateway.run(3, [[20]]);
  expect(await gateway.ended(3)).toMatchObject([{ status: "done" }]);
});
