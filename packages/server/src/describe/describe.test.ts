import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import {
  Checkbox,
  CheckboxGroup,
  Dropdown,
  File,
  implementation,
  Json,
  Numberbox,
  Radio,
  serverFile,
  shortcuts,
  Slider,
  State,
  Textbox,
} from "@vitrine/components";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { declarationOf } from "../apps/app.ts";
import { Interface } from "../apps/interface.ts";
import type { StoredFile } from "../files/stored-file.ts";
import { defaultLimits } from "../budgets/limits.ts";
import { createFileAccess } from "../files/file-access.ts";
import { describeApp } from "./describe.ts";
import type { AppDescription } from "../app-model/description.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "vitrine-describe-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function describeInterface(options: object): Promise<AppDescription> {
  const declaration = declarationOf(new Interface({ fn: () => null, ...options } as never));
  const stored: StoredFile[] = [];
  const files = createFileAccess({
    files: {},
    folder,
    randomHex: (bytes) => randomBytes(bytes).toString("hex"),
    collect: (file) => stored.push(file),
  });
  return describeApp(declaration, { files, limits: defaultLimits }, stored);
}

it("fills in the props that belong to the app", async () => {
  const { components } = await describeInterface({
    inputs: [
      Textbox({ name: "prompt_text", info: "Anything", optional: true }),
      Slider({ name: "steps", min: 2, max: 9 }),
    ],
    outputs: Textbox({ label: "Result", visible: false }),
  });
  expect(
    components.map(({ id, type, skip_api, optional, hasDefault }) => [id, type, skip_api, optional, hasDefault]),
  ).toEqual([
    [1, "textbox", false, true, false],
    [2, "slider", false, false, true],
    [3, "textbox", false, false, false],
  ]);
  expect(components[0]!.props).toMatchObject({
    name: "prompt_text",
    label: "Prompt text",
    info: "Anything",
    optional: true,
    interactive: true,
    visible: true,
  });
  expect(components[1]!.props).toMatchObject({ minimum: 2, maximum: 9, label: "Steps", info: null });
  expect(components[1]!.api_info).toMatchObject({ type: "number", minimum: 2, maximum: 9 });
  expect(components[2]!.props).toMatchObject({ label: "Result", interactive: false, visible: false });
});

it("starts inputs with their value or the page's default, outputs empty, State never told", async () => {
  const kept = State(() => ({ secret: 1 }));
  const { initial, components } = await describeInterface({
    inputs: [
      Textbox({ value: "cat" }),
      Slider({ min: 2 }),
      Checkbox(),
      Numberbox(),
      kept,
      CheckboxGroup({ choices: ["a"] }),
    ],
    outputs: [kept, Slider({ min: 3 }), Textbox({ value: "ready" })],
  });
  expect(initial).toEqual({ 1: "cat", 2: 2, 3: false, 4: null, 5: null, 6: [], 7: null, 8: "ready" });
  // What an input begins with stands in for what a program leaves out; an output has nothing to stand in for.
  expect(components.filter(({ hasDefault }) => hasDefault).map(({ id }) => id)).toEqual([1, 2, 3, 6, 8]);
  const optional = await describeInterface({ inputs: [Slider({ optional: true })], outputs: "text" });
  expect(optional.components[0]?.hasDefault).toBe(false);
  expect(components[4]).toMatchObject({ skip_api: true });
});

it("keeps the files of initial values", async () => {
  const bytes = new TextEncoder().encode("a,b\n1,2\n");
  const { initial, files, components } = await describeInterface({ inputs: File({ value: bytes }), outputs: Json() });
  expect(files).toHaveLength(1);
  expect(initial[1]).toMatchObject({ path: files[0]!.ref, meta: { _type: "gradio.FileData" } });
  expect(await readFile(files[0]!.location, "utf8")).toBe("a,b\n1,2\n");
  expect(components[0]!.fileSlots).toEqual([""]);
});

it("names the component whose initial value cannot be used", async () => {
  const missing = serverFile(join(folder, "nothing.csv"));
  await expect(
    describeInterface({ inputs: "text", outputs: File({ label: "Table", value: missing }) }),
  ).rejects.toThrow(/^The initial value of "Table" \(file\) cannot be used: .*nothing\.csv/);
});

it("names the State whose first value cannot be kept, and says what may be", async () => {
  const refused = describeInterface({ inputs: ["text", State(() => ({ open: () => 1 }))], outputs: "text" });
  await expect(refused).rejects.toThrow(
    /^The first value of the State "state_1" of "\/predict" cannot be kept: .*could not be cloned\. A State keeps a copy: of texts/,
  );
  const keyed = describeInterface({
    inputs: { who: "text", session: State(() => Promise.resolve(1)) },
    outputs: "text",
  });
  await expect(keyed).rejects.toThrow(
    /^The first value of the State "session" of "\/predict" cannot be kept: a promise/,
  );
});

it("leaves it to calls to tell of a State that cannot be made yet", async () => {
  const later = State((): string => {
    throw new Error("not yet");
  });
  await expect(describeInterface({ inputs: [later], outputs: "text" })).resolves.toMatchObject({ mode: "interface" });
});

it("describes the function for the queue and for clients", async () => {
  const kept = State(() => 0);
  const {
    functions,
    interface: page,
    layout,
  } = await describeInterface({
    inputs: [Textbox({ name: "text" }), kept],
    outputs: [kept, "text"],
    concurrencyId: "gpu",
    batch: true,
    batchTimeoutMs: 20,
    cost: () => 1,
    perCallerLimit: 2,
    rateLimit: { calls: 3, perMs: 4 },
    idempotent: true,
    onDisconnect: { graceMs: 5 },
    apiDescription: "Echoes",
    submitLabel: "Go",
  });
  expect(functions).toEqual([
    {
      id: 1,
      targets: [[null, "submit"]],
      inputs: [1, 2],
      outputs: [2, 3],
      backend_fn: true,
      queue: true,
      api_name: "predict",
      api_visibility: "public",
      api_description: "Echoes",
      cancels: [],
      batch: true,
      types: { generator: false, cancel: false },
      connection: "sse",
      show_progress: "full",
      trigger_mode: "once",
      inputNames: ["text", null],
      outputNames: [null, "output"],
      label: "/predict",
      group: "shared gpu",
      maxBatchSize: 4,
      batchTimeoutMs: 20,
      hasBatchKey: false,
      hasCost: true,
      perCallerLimit: 2,
      rateLimit: { calls: 3, perMs: 4 },
      idempotent: true,
      record: false,
      timeLimitMs: null,
      queueTimeoutMs: null,
      onDisconnect: { graceMs: 5 },
      thread: false,
    },
  ]);
  expect(page).toEqual({ dependency: 1, submitLabel: "Go", stopLabel: "Stop", clearLabel: "Clear" });
  expect(layout.children.map(({ id }) => id)).toEqual([1, 2, 3]);
});

it("is data alone, so that it reaches the gateway's thread", async () => {
  const description = await describeInterface({ inputs: "text", outputs: ["label", "image"] });
  expect(structuredClone(description)).toEqual(description);
});

it("every component's schema is one by JSON Schema's own rules, which a start does not check", () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const dropdowns = [Dropdown({ choices: ["a", "b"], multiple: true }), Radio({ choices: ["a"] })];
  const all = [...Object.values(shortcuts).map((make) => make()), ...dropdowns, CheckboxGroup({ choices: ["a"] })];
  expect(all.length).toBeGreaterThan(20);
  for (const component of all) {
    const valid = ajv.validateSchema(component[implementation].schema);
    expect(valid, `${component.kind}: ${ajv.errorsText()}`).toBe(true);
  }
});
