import { expectTypeOf, test } from "vitest";
import { batched } from "./batched.ts";

test("the item and the result come from the function, without the errors in it", () => {
  const measure = batched((texts: readonly string[]) =>
    texts.map((text) => (text === "" ? new Error("empty") : text.length)),
  );
  expectTypeOf(measure).parameter(0).toEqualTypeOf<string>();
  expectTypeOf(measure("a")).resolves.toEqualTypeOf<number>();
  expectTypeOf(measure.all(["a"])).resolves.toEqualTypeOf<number[]>();
  expectTypeOf(measure.settled(["a"])).resolves.toEqualTypeOf<PromiseSettledResult<number>[]>();
  // @ts-expect-error -- an item is a text
  void measure(1);
  batched(async (items: readonly { language: string }[]) => items, { key: ({ language }) => language });
});
