import {
  applyDiff,
  fileMeta,
  type JsonObject,
  type JsonValue,
  parseServerMessages,
  shownValue,
} from "@vitrine/protocol";
import { array, assert, asyncProperty, constantFrom, oneof } from "fast-check";
import { expect, test } from "vitest";
import { openVisitor } from "../socket-visitor.ts";
import { FuzzedApp, isOpen, tries } from "./fuzz-app.ts";
import { brokenFiles, mediaFiles } from "./fuzz-bytes.ts";
import { anything, oddValues, spoilt, valuesOf } from "./fuzz-values.ts";

const app = new FuzzedApp();

test("JSON values against every component", async () => {
  const references = ["x", ...(await Promise.all((await mediaFiles()).slice(0, 8).map((bytes) => app.upload(bytes))))];
  const values = oneof(
    ...app.inputs.map(({ props, api_info }) => {
      const valid = valuesOf(api_info, references);
      const given = oneof({ weight: 2, arbitrary: valid }, { weight: 3, arbitrary: spoilt(valid) }, anything);
      return given.map((value): JsonObject => ({ [props["name"] as string]: value }));
    }),
  );
  const taken = new Set<string>();
  await assert(
    asyncProperty(array(values, { minLength: 1, maxLength: 3 }), async (all) => {
      const answer = await app.post("/api/take", JSON.stringify(Object.assign({}, ...all)));
      const body = await answer.text();
      expect(answer.status, body).toBeLessThan(500);
      if (answer.ok) for (const name of (JSON.parse(body) as { data: { given: string[] } }).data.given) taken.add(name);
    }),
    tries(0.25),
  );
  // Garbage that nothing takes would test the first check alone.
  expect(taken.size).toBeGreaterThan(app.inputs.length / 2);
});

test("pictures and sounds that are cut or lie about their sizes", async () => {
  const places = ["image", "audio", "audiofile", "video", "file"];
  await assert(
    asyncProperty(brokenFiles(await mediaFiles()), async (bytes) => {
      const file = { path: await app.upload(bytes), meta: { ...fileMeta } };
      const drawing = { background: file, layers: [file, file], composite: null };
      const all = [...places.map((name) => ({ [name]: file })), { gallery: [{ image: file }] }, { layers: drawing }];
      for (const given of all) {
        const answer = await app.post("/api/take", JSON.stringify(given));
        expect([200, 422], `${JSON.stringify(given).slice(0, 40)} ${await answer.text()}`).toContain(answer.status);
      }
    }),
    tries(0.25),
  );
});

test("values that change from yield to yield arrive as they are", async () => {
  const [, tell] = app.functions;
  const steps = anything.chain((value) => array(spoilt(constantFrom(value)), { minLength: 1, maxLength: 6 }));
  const odd = array(constantFrom(...oddValues), { minLength: 1, maxLength: 6 });
  let visitor = await openVisitor(app.url);
  const shown = new Map<string, JsonValue>();
  const listen = (): void =>
    void visitor.socket.on("message", (data: Buffer) => {
      for (const message of parseServerMessages(data.toString())) {
        if (message.msg === "values") shown.set(message.call, message.values[0] ?? null);
        if (message.msg === "edits")
          shown.set(message.call, applyDiff(shown.get(message.call) ?? null, message.edits[0] ?? []));
      }
    });
  listen();
  await assert(
    asyncProperty(oneof(steps, odd), async (values) => {
      if (!isOpen(visitor)) {
        visitor = await openVisitor(app.url);
        listen();
      }
      const sent = JSON.parse(JSON.stringify(values)) as JsonValue[];
      const call = visitor.begin([sent], tell);
      const end = await visitor.outcome(call);
      expect(end, JSON.stringify(sent)).toMatchObject({ status: "done" });
      expect(JSON.stringify(sorted(shownValue(shown.get(call) ?? null)))).toBe(
        JSON.stringify(sorted(sent.at(-1) ?? null)),
      );
      shown.delete(call);
    }),
    tries(0.1),
  );
});

/** Keys of one object may come in another order. */
function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, part]) => [key, sorted(part)]);
}
