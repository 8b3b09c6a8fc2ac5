import type { ComponentConfig, DependencyConfig, LayoutConfig } from "@vitrine/protocol";
import { expect, test } from "vitest";
import { arrange } from "./arrange.ts";

const component = (id: number, type: string, props: ComponentConfig["props"] = {}): ComponentConfig => ({
  id,
  type,
  props,
  skip_api: false,
  api_info: {},
});
const leaf = (id: number): LayoutConfig => ({ id, children: [] });
const root = (...children: LayoutConfig[]): LayoutConfig => ({ id: 99, children });
const reads = { inputs: [1, 4], outputs: [3, 4] } as unknown as DependencyConfig;
const components = [
  component(1, "textbox"),
  component(2, "button"),
  component(3, "textbox", { interactive: false }),
  component(4, "textbox", { interactive: false }),
  component(5, "row"),
  component(6, "markdown", { interactive: true }),
  component(7, "state"),
];

test("fields that stand together share a panel; what is only filled in is a result, what is read as well a field", () => {
  const blocks = arrange(root({ id: 5, children: [leaf(1), leaf(2)] }, leaf(4), leaf(3), leaf(7)), components, [reads]);
  expect(blocks).toEqual([
    {
      kind: "bench",
      id: 5,
      places: 1,
      blocks: [
        {
          kind: "row",
          id: 5,
          blocks: [
            { kind: "field", id: 1 },
            { kind: "button", id: 2 },
          ],
        },
        { kind: "field", id: 4 },
      ],
    },
    { kind: "output", id: 3 },
  ]);
});

test("buttons alone need no panel, and words of the author no field; a locked result that is opened is a field", () => {
  const opened = components.map((one) => (one.id === 3 ? component(3, "textbox", { interactive: true }) : one));
  const blocks = arrange(root(leaf(2), leaf(6), leaf(3)), opened, [reads]);
  expect(blocks).toEqual([
    { kind: "button", id: 2 },
    { kind: "prose", id: 6 },
    { kind: "bench", id: 3, places: 1, blocks: [{ kind: "field", id: 3 }] },
  ]);
});

const bench = (of: number, child: number) => ({
  kind: "bench",
  id: of,
  places: 1,
  blocks: [{ kind: "column", id: of, blocks: [{ kind: "field", id: child }] }],
});

test("what stands in a row stays side by side: each column has a panel of its own, and fields beside a result share a wider one", () => {
  const columns = [component(10, "column"), component(11, "column"), component(12, "column")];
  const inner = (id: number, child: number): LayoutConfig => ({ id, children: [leaf(child)] });
  const row = { id: 5, children: [inner(10, 1), inner(11, 4), inner(12, 3)] };
  const [ofColumns] = arrange(root(row), [...components, ...columns], [reads]);
  expect(ofColumns).toEqual({
    kind: "row",
    id: 5,
    blocks: [bench(10, 1), bench(11, 4), { kind: "column", id: 12, blocks: [{ kind: "output", id: 3 }] }],
  });
  const [ofFields] = arrange(root({ id: 5, children: [leaf(1), leaf(2), leaf(3)] }), components, [reads]);
  const fields = [
    { kind: "field", id: 1 },
    { kind: "button", id: 2 },
  ];
  expect(ofFields).toEqual({
    kind: "row",
    id: 5,
    blocks: [
      { kind: "bench", id: 1, places: 2, blocks: [{ kind: "row", id: 1, blocks: fields }] },
      { kind: "output", id: 3 },
    ],
  });
});
