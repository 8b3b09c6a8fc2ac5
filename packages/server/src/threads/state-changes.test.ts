import { expect, it } from "vitest";
import { KeptChanges } from "./state-changes.ts";

it("keeps the last State and all changed options of a session, until it is forgotten", () => {
  const kept = new KeptChanges();
  kept.add({ msg: "state", session: "a", component: 1, value: 1 });
  kept.add({ msg: "state", session: "a", component: 1, value: 2 });
  kept.add({ msg: "component", session: "a", component: 1, props: { min: 1, max: 2 } });
  kept.add({ msg: "component", session: "a", component: 1, props: { max: 3 } });
  kept.add({ msg: "state", session: "b", component: 1, value: 9 });
  expect(kept.of("a")).toEqual([
    { msg: "state", session: "a", component: 1, value: 2 },
    { msg: "component", session: "a", component: 1, props: { min: 1, max: 3 } },
  ]);
  kept.forget(["a"]);
  expect(kept.of("a")).toEqual([]);
  expect(kept.of("b")).toHaveLength(1);
});
