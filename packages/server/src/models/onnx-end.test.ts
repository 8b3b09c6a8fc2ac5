import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished, vi } from "vitest";
import { startScript } from "../launch/test-script.ts";

// Ended in the middle of a run, onnxruntime takes the whole process with it; so these are processes of their own.
vi.setConfig({ testTimeout: 60_000 });

const digits = fileURLToPath(new URL("../../../../examples/digits/digits.onnx", import.meta.url));
const busy = `
import { onnxModel } from "vitrine";
const model = onnxModel(${JSON.stringify(digits)}, { device: "cpu", threads: 1 });
const count = 1500;
const image = { data: new Float32Array(count * 784), dims: [count, 1, 28, 28] };
const keepBusy = () => [1, 2, 3].map(() => model.run({ image }).then(() => "done", (error) => error.message));
`;

it("close() waits for the run under way, and fails those that are open", async () => {
  const script = startScript(`${busy}
    await model.ready;
    const runs = keepBusy();
    await new Promise((resolve) => setTimeout(resolve, 30));
    await model.close();
    console.log((await Promise.all(runs)).join());
  `);
  onTestFinished(() => script.stop());
  await script.printed(/digits\.onnx was closed\.,digits\.onnx was closed\.,digits\.onnx was closed\./);
  expect(await script.ended).toBe(0);
});

it("process.exit ends a process whose model is running with its own code", async () => {
  const script = startScript(`${busy}
    await model.ready;
    void keepBusy();
    setTimeout(() => process.exit(5), 30);
  `);
  onTestFinished(() => script.stop());
  expect(await script.ended).toBe(5);
});

it.each(["loop", "exit", "throw"])(
  "a worker thread that ends (%s) while a model runs in it takes nobody with it",
  async (act) => {
    const script = startScript(`${busy}
    const { Interface, Textbox } = await import("vitrine");
    new Interface({
      inputs: Textbox({ name: "act" }),
      outputs: Textbox({ name: "out" }),
      thread: true,
      timeLimitMs: ${act === "loop" ? 8_000 : 30_000},
      fn: async (act) => {
        if (act === "fine") return "fine";
        await model.ready;
        void Promise.all([keepBusy(), keepBusy(), keepBusy()]);
        await new Promise((resolve) => setTimeout(resolve, 30));
        if (act === "exit") process.exit(3);
        if (act === "throw") setTimeout(() => { throw new Error("late"); });
        while (act === "loop");
        return new Promise(() => {});
      },
    }).launch({ port: 0 });
  `);
    onTestFinished(() => script.stop());
    const [, url] = await script.printed(/Running on (\S+)/);
    const call = async (value: string): Promise<unknown> => {
      const body = JSON.stringify({ act: value });
      const headers = { "content-type": "application/json" };
      return (await fetch(`${url}/api/predict`, { method: "POST", headers, body })).json();
    };
    expect(await call(act)).toMatchObject({ code: act === "loop" ? "time-limit" : "crashed" });
    expect(await call("fine")).toEqual({ data: { out: "fine" } });
  },
);
